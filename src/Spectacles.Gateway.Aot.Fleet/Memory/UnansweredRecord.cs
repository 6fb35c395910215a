namespace Spectacles.Gateway.Fleet;

/// <summary>A record that was delivered to a worker group and has no final answer.</summary>
/// <param name="Record">The record.</param>
/// <param name="Attempt">How often it was delivered.</param>
/// <param name="DueAt">When it is delivered again, as a timestamp of the clock.</param>
internal sealed record UnansweredRecord(LogRecord Record, int Attempt, long DueAt);
