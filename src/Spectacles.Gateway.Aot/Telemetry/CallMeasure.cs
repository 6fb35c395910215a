using System.Diagnostics;

namespace Spectacles.Gateway;

/// <summary>What is measured of one call of a handler. The default value measures nothing.</summary>
/// <param name="Started">The time when the call began; null if nobody listens to durations.</param>
/// <param name="Activity">The activity of the call; null if it is not sampled.</param>
internal readonly record struct CallMeasure(long? Started, Activity? Activity);
