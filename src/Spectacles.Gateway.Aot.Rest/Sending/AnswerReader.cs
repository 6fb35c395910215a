namespace Spectacles.Gateway.Rest;

/// <summary>Reads the body of an answer.</summary>
/// <typeparam name="T">What it is read as.</typeparam>
/// <param name="answer">The body; empty if there is none.</param>
internal delegate T AnswerReader<out T>(ReadOnlySpan<byte> answer);
