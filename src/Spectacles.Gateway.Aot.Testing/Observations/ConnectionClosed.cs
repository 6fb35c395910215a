namespace Spectacles.Gateway.Testing;

/// <summary>A connection has ended.</summary>
/// <param name="ConnectionId">The connection's number, counted from 1.</param>
/// <param name="Code">The code in the first close frame; null when there was none, and when the web socket itself closed for a broken frame (1002 or 1007).</param>
/// <param name="Reason">The text in the first close frame.</param>
/// <param name="By">Who ended it.</param>
public sealed record ConnectionClosed(int ConnectionId, int? Code, string? Reason, ClosedBy By);
