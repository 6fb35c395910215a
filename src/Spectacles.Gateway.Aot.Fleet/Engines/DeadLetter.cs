namespace Spectacles.Gateway.Fleet;

/// <summary>A record that a worker group no longer tries to handle.</summary>
/// <param name="Id">The record's number among the dead letters, which is never used for another record.</param>
/// <param name="EventName">The name of the event that failed.</param>
/// <param name="Reason">Why the worker group stopped trying.</param>
/// <param name="BuriedAt">When the record became a dead letter.</param>
/// <param name="Record">The record.</param>
public sealed record DeadLetter(long Id, string EventName, string Reason, DateTimeOffset BuriedAt, ReadOnlyMemory<byte> Record);
