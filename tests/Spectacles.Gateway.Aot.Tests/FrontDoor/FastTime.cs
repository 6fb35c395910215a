namespace Spectacles.Gateway.Tests.FrontDoor;

/// <summary>A clock on which pauses are a thousandth as long, for the client alone: its peer's clock is right.</summary>
internal sealed class FastTime : TimeProvider
{
    // The longest pause before a new try: a turn to identify. Deadlines are longer, and stay as they are.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(6);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime > LongestPause ? dueTime : dueTime / 1000, period);
}
