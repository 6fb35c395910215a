namespace Spectacles.Gateway.Fleet;

/// <summary>A record that a worker group has given up.</summary>
/// <param name="Id">The record's number among the dead letters; it is never used again.</param>
/// <param name="EventName">The name of the event that failed.</param>
/// <param name="Reason">Why it was given up.</param>
/// <param name="BuriedAt">When it was given up.</param>
/// <param name="Record">The record.</param>
public sealed record DeadLetter(long Id, string EventName, string Reason, DateTimeOffset BuriedAt, ReadOnlyMemory<byte> Record);
