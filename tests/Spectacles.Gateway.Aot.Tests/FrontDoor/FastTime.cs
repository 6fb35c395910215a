namespace Spectacles.Gateway.Tests.FrontDoor;

/// <summary>A clock on which waits are a thousandth as long, for the client alone: its peer's clock is right.</summary>
internal sealed class FastTime : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime > TimeSpan.FromSeconds(20) ? dueTime : dueTime / 1000, period);
}
