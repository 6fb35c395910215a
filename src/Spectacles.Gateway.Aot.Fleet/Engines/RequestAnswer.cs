namespace Spectacles.Gateway.Fleet;

/// <summary>The result of a request.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Data">The answer; empty unless the outcome is <see cref="RequestOutcome.Answered"/>.</param>
public readonly record struct RequestAnswer(RequestOutcome Outcome, ReadOnlyMemory<byte> Data);
