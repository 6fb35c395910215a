namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>Something that a method waits for.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when a method waits.</summary>
    public Task Reached => reached.Task.WaitAsync(InteractionBot.Patience);

    public void Open() => opened.TrySetResult();

    public Task PassAsync(CancellationToken cancellationToken = default)
    {
        reached.TrySetResult();
        return opened.Task.WaitAsync(cancellationToken);
    }
}
