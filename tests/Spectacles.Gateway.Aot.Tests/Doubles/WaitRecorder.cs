namespace Spectacles.Gateway.Tests;

/// <summary>
/// A clock on which waits are over at once, and are written down. Deadlines, of 30 seconds, are as long as they are, or over at once too.
/// </summary>
internal sealed class WaitRecorder(bool deadlinesPass = false) : TimeProvider
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public List<TimeSpan> Waits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Deadline)
        {
            // Long enough for the request to be on its way.
            return System.CreateTimer(callback, state, deadlinesPass ? TimeSpan.FromMilliseconds(200) : dueTime, period);
        }

        Waits.Add(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
