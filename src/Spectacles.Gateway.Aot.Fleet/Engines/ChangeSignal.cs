namespace Spectacles.Gateway.Fleet;

/// <summary>
/// Wakes those who wait for a change. They take <see cref="Next"/> first, look whether there is something to do, and then wait.
/// </summary>
internal sealed class ChangeSignal
{
    private TaskCompletionSource source = NewSource();

    /// <summary>Completes with the next change.</summary>
    public Task Next => Volatile.Read(ref source).Task;

    public void Fire() => Interlocked.Exchange(ref source, NewSource()).SetResult();

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
