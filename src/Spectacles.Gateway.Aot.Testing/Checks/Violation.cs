namespace Spectacles.Gateway.Testing;

/// <summary>Something that a client did and Discord does not allow.</summary>
/// <param name="ConnectionId">The number of the connection that it happened on.</param>
/// <param name="CloseCode">The code that the connection was closed with; null when it was answered with op 9, and when the web socket itself closed for a broken frame (1002 or 1007).</param>
/// <param name="Detail">What the client did, in words. Never holds a token.</param>
public sealed record Violation(int ConnectionId, CloseCode? CloseCode, string Detail);
