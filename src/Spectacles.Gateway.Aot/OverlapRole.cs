namespace Spectacles.Gateway;

/// <summary>The part of a set of shards in an overlap.</summary>
/// <param name="Window">The overlap of both sets.</param>
/// <param name="Joins">Whether this is the set that takes over; else it is the one that hands over.</param>
internal sealed record OverlapRole(OverlapWindow Window, bool Joins);
