namespace Spectacles.Gateway.Fleet;

/// <summary>The end of a request.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Data">The answer; empty unless the outcome is <see cref="RequestOutcome.Answered"/>.</param>
public readonly record struct RequestAnswer(RequestOutcome Outcome, ReadOnlyMemory<byte> Data);
