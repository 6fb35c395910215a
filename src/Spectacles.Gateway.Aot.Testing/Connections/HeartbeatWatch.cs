namespace Spectacles.Gateway.Testing;

/// <summary>Detects that a client's heartbeats have stopped.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#heartbeat-interval</remarks>
internal sealed class HeartbeatWatch(TimeSpan patience, TimeProvider time, Action missed) : IDisposable
{
    private readonly Lock gate = new();
    private ITimer? timer;
    private bool disposed;

    /// <summary>Restarts the timer after HELLO or a heartbeat: the next heartbeat is due within the patience.</summary>
    public void Restart()
    {
        lock (gate)
        {
            if (disposed)
            {
                return;
            }

            timer ??= time.CreateTimer(static state => ((Action)state!)(), missed, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            timer.Change(patience, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Stops the timer until the next <see cref="Restart"/>.</summary>
    public void Pause()
    {
        lock (gate)
        {
            timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
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
