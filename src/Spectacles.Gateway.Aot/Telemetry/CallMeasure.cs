using System.Diagnostics;

namespace Spectacles.Gateway;

/// <summary>What is measured of one call of a handler. The default value measures nothing.</summary>
/// <param name="started">The time when the call began; null if nobody listens to durations.</param>
/// <param name="activity">The activity of the call; null if it is not sampled.</param>
internal readonly struct CallMeasure(long? started, Activity? activity)
{
    public long? Started => started;

    public Activity? Activity => activity;
}
