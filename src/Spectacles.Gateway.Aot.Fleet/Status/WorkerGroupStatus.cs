namespace Spectacles.Gateway.Fleet;

/// <summary>How far a worker group is.</summary>
/// <param name="Name">The worker group.</param>
/// <param name="Events">The events that it needs; null for every event.</param>
/// <param name="Unread">The records in the log that it has not acknowledged.</param>
/// <param name="DeadLetters">The records that it has given up.</param>
public sealed record WorkerGroupStatus(string Name, IReadOnlyList<string>? Events, long Unread, long DeadLetters);
