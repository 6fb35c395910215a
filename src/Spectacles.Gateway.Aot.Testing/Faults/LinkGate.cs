namespace Spectacles.Gateway.Testing;

/// <summary>Lets bytes through, or holds them back while the connection stays open.</summary>
internal sealed class LinkGate
{
    private readonly Lock gate = new();
    private TaskCompletionSource? closed;
    private bool opened;

    public bool IsOpen
    {
        get
        {
            lock (gate) return closed is null;
        }
    }

    /// <summary>Returns when bytes may pass.</summary>
    public Task WaitAsync()
    {
        lock (gate) return closed?.Task ?? Task.CompletedTask;
    }

    public void Close()
    {
        lock (gate)
        {
            if (!opened) closed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Open()
    {
        lock (gate)
        {
            closed?.SetResult();
            closed = null;
        }
    }

    /// <summary>Opens for good: the connection has ended, and whoever waits has to see that.</summary>
    public void OpenForever()
    {
        lock (gate) opened = true;
        Open();
    }
}
