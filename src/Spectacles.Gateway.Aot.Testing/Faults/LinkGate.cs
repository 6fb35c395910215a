namespace Spectacles.Gateway.Testing;

/// <summary>Passes bytes, or holds them back while the connection stays open.</summary>
internal sealed class LinkGate
{
    private readonly Lock gate = new();
    private TaskCompletionSource? closed;
    private bool opened;

    public bool IsOpen
    {
        get
        {
            lock (gate)
            {
                return closed is null;
            }
        }
    }

    /// <summary>Completes when the gate is open.</summary>
    public Task WaitAsync()
    {
        lock (gate)
        {
            return closed?.Task ?? Task.CompletedTask;
        }
    }

    public void Close()
    {
        lock (gate)
        {
            if (!opened)
            {
                closed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
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

    /// <summary>Opens permanently: the connection has ended, and every wait has to complete.</summary>
    public void OpenForever()
    {
        lock (gate)
        {
            opened = true;
        }

        Open();
    }
}
