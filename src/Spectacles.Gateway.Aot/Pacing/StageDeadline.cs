namespace Spectacles.Gateway;

/// <summary>The deadline of the current stage of a connection. When it expires, the connection is abandoned.</summary>
internal sealed class StageDeadline : IDisposable
{
    private readonly Lock gate = new();
    private readonly Action giveUp;
    private readonly Func<bool> isPaused;
    private readonly ITimer timer;
    private TimeSpan length = Timeout.InfiniteTimeSpan;
    private string stage = string.Empty;
    private bool final;

    /// <param name="giveUp">Ends the connection.</param>
    /// <param name="isPaused">Whether the connection is paused for the user's handlers. That time does not count.</param>
    /// <param name="time">The clock.</param>
    public StageDeadline(Action giveUp, Func<bool> isPaused, TimeProvider time)
    {
        this.giveUp = giveUp;
        this.isPaused = isPaused;
        timer = time.CreateTimer(
            static deadline => ((StageDeadline)deadline!).Expire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The event that did not arrive in time; null if nothing was missed.</summary>
    public string? Missed { get; private set; }

    public void Set(TimeSpan time, string what)
    {
        lock (gate)
        {
            if (!final)
            {
                Arm(time, what);
            }
        }
    }

    /// <summary>
    /// Sets the deadline of the last stage. It cannot be replaced or extended any more, not even for a handler that is being waited for.
    /// </summary>
    public void SetFinal(TimeSpan time, string what)
    {
        lock (gate)
        {
            final = true;
            Arm(time, what);
        }
    }

    public void Clear() => Set(Timeout.InfiniteTimeSpan, string.Empty);

    public void Dispose() => timer.Dispose();

    private void Arm(TimeSpan time, string what)
    {
        length = time;
        stage = what;
        timer.Change(time, Timeout.InfiniteTimeSpan);
    }

    private void Expire()
    {
        lock (gate)
        {
            if (length == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            if (!final && isPaused())
            {
                timer.Change(length, Timeout.InfiniteTimeSpan);
                return;
            }

            Missed = $"{stage} within {length.TotalSeconds} s";
        }

        giveUp();
    }
}
