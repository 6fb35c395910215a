namespace Spectacles.Gateway;

/// <summary>How the start of a cluster went.</summary>
/// <param name="Shards">The number of shards that are READY.</param>
/// <param name="Resumed">The number of those that have resumed a stored session.</param>
/// <param name="Duration">The time from the start until all were READY.</param>
internal readonly record struct StartSummary(int Shards, int Resumed, TimeSpan Duration);
