namespace Spectacles.Gateway.Tests;

/// <summary>Code of the user's that blocks its thread until the test lets it go.</summary>
internal sealed class Obstacle : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ManualResetEventSlim hold = new();
    private readonly TaskCompletionSource begun = new();

    public bool IsReached => begun.Task.IsCompleted;

    public Task ReachedAsync() => begun.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

    /// <summary>The code is reached, but does not block.</summary>
    public void Reach() => begun.TrySetResult();

    public void Block()
    {
        Reach();
        hold.Wait(CancellationToken.None);
    }

    public void BlockIf(bool wanted)
    {
        if (wanted)
        {
            Block();
        }
    }

    public ValueTask BlockedAsync()
    {
        Block();
        return default;
    }

    public void Release() => hold.Set();

    public void Dispose() => hold.Dispose();
}
