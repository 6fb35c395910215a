namespace Spectacles.Gateway.Testing;

/// <summary>Notices that a client's heartbeats have stopped.</summary>
internal sealed class HeartbeatWatch(TimeSpan patience, TimeProvider clock, Action missed) : IDisposable
{
    private readonly Lock gate = new();
    private ITimer? timer;
    private bool disposed;

    /// <summary>A heartbeat has arrived, or HELLO has been sent: the next one is due within the patience from now.</summary>
    public void Restart()
    {
        lock (gate)
        {
            if (disposed) return;
            timer ??= clock.CreateTimer(static state => ((Action)state!)(), missed, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            timer.Change(patience, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Misses nothing until the next <see cref="Restart"/>.</summary>
    public void Pause()
    {
        lock (gate) timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            timer?.Dispose();
        }
    }
}
