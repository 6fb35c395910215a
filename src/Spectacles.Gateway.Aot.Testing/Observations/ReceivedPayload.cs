namespace Spectacles.Gateway.Testing;

/// <summary>A payload that a client sent.</summary>
/// <param name="ConnectionId">The number of the connection that it came on, counted from 1.</param>
/// <param name="Opcode">The payload's <c>op</c>, which may be one that <see cref="Opcode"/> does not name.</param>
/// <param name="Data">The JSON of <c>d</c> as the client wrote it (empty when absent). That of IDENTIFY and RESUME holds the token.</param>
/// <param name="Sequence">The sequence that a heartbeat (null when it sent null) or a RESUME named.</param>
/// <param name="SessionId">The session that a RESUME named.</param>
/// <param name="ShardId">The shard of the connection's session, or the one that an IDENTIFY named.</param>
public sealed record ReceivedPayload(int ConnectionId, Opcode Opcode, string Data, long? Sequence, string? SessionId, int? ShardId)
{
    /// <summary>Opcode, connection and sequence; never the data, which may hold the token.</summary>
    public override string ToString() => $"{Opcode} on connection {ConnectionId}{(Sequence is { } s ? $" at sequence {s}" : "")}";
}
