namespace Spectacles.Gateway.Testing;

/// <summary>A violation of the protocol by a client.</summary>
/// <param name="ConnectionId">The number of the connection.</param>
/// <param name="CloseCode">
/// The code that the connection was closed with; null when the gateway sent op 9 instead, and when the web socket closed because of an
/// invalid frame (1002 or 1007).
/// </param>
/// <param name="Detail">A description of what the client did. Never contains a token.</param>
public sealed record Violation(int ConnectionId, CloseCode? CloseCode, string Detail);
