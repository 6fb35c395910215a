namespace Spectacles.Gateway.Testing;

/// <summary>The end of a connection.</summary>
/// <param name="ConnectionId">The connection's number, counted from 1.</param>
/// <param name="Code">
/// The code in the first close frame; null when there was none, and when the web socket closed because of an invalid frame (1002 or 1007).
/// </param>
/// <param name="Reason">The reason in the first close frame.</param>
/// <param name="Origin">The side that ended it.</param>
public sealed record ConnectionClosed(int ConnectionId, int? Code, string? Reason, CloseOrigin Origin);
