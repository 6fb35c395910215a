namespace Spectacles.Gateway.Fleet;

/// <summary>Whether the broker in memory is there, and a signal for every change of that and of the ways to it.</summary>
internal sealed class MemoryReach
{
    private readonly ChangeSignal changed = new();
    private volatile bool isAvailable = true;

    public bool IsAvailable
    {
        get => isAvailable;
        set
        {
            isAvailable = value;
            Report();
        }
    }

    public Task Changed => changed.Next;

    /// <summary>Wakes everybody who waits for the broker, or for something from it.</summary>
    public void Report() => changed.Fire();
}
