namespace Spectacles.Gateway.Fleet;

/// <summary>The way from one process to the broker in memory, which a test can interrupt.</summary>
internal sealed class MemoryLink : IDisposable
{
    private readonly CancellationTokenSource disposed = new();
    private readonly Lock gate = new();
    private readonly MemoryReach reach;
    private volatile bool connected = true;
    private int failures;
    private bool failuresAreStored;

    /// <param name="reach">Whether the broker itself is there.</param>
    public MemoryLink(MemoryReach reach)
    {
        this.reach = reach;
        Disposed = disposed.Token;
    }

    public bool IsConnected => connected && !Disposed.IsCancellationRequested;

    public bool IsAvailable => IsConnected && reach.IsAvailable;

    /// <summary>Completes when the broker or this way to it comes or goes.</summary>
    public Task Changed => reach.Changed;

    /// <summary>Cancelled when the engine is disposed.</summary>
    public CancellationToken Disposed { get; }

    public void Set(bool isConnected)
    {
        connected = isConnected;
        reach.Report();
    }

    public void FailAppends(int count, bool stored)
    {
        lock (gate)
        {
            failures = count;
            failuresAreStored = stored;
        }
    }

    /// <summary>Whether the next append fails, and whether its record is stored nevertheless.</summary>
    /// <exception cref="ObjectDisposedException">The engine is disposed.</exception>
    public (bool Fails, bool IsStored) NextAppend()
    {
        ObjectDisposedException.ThrowIf(Disposed.IsCancellationRequested, typeof(MemoryEngine));
        if (!IsAvailable)
        {
            return (true, false);
        }

        lock (gate)
        {
            return failures == 0 ? (false, true) : (failures-- > 0, failuresAreStored);
        }
    }

    /// <summary>Waits while the broker is away.</summary>
    /// <exception cref="ObjectDisposedException">The engine is disposed.</exception>
    /// <exception cref="OperationCanceledException">The token is cancelled.</exception>
    public async ValueTask ReadyAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = reach.Changed;
            ObjectDisposedException.ThrowIf(Disposed.IsCancellationRequested, typeof(MemoryEngine));
            cancellationToken.ThrowIfCancellationRequested();
            if (IsAvailable)
            {
                return;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        if (!Disposed.IsCancellationRequested)
        {
            disposed.Cancel();
            reach.Report();
            disposed.Dispose();
        }
    }
}
