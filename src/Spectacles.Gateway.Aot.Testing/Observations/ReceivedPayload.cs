namespace Spectacles.Gateway.Testing;

/// <summary>A payload that a client sent.</summary>
/// <param name="ConnectionId">The number of the connection, counted from 1.</param>
/// <param name="Opcode">The payload's <c>op</c>, which may be a value that <see cref="Opcode"/> does not define.</param>
/// <param name="Data">The JSON of <c>d</c> as the client wrote it; empty when absent. In IDENTIFY and RESUME it contains the token.</param>
/// <param name="Sequence">The sequence in a RESUME or a heartbeat; null when the heartbeat contains null.</param>
/// <param name="SessionId">The session id in a RESUME.</param>
/// <param name="ShardId">The shard of the connection's session, or the shard in an IDENTIFY.</param>
public sealed record ReceivedPayload(int ConnectionId, Opcode Opcode, string Data, long? Sequence, string? SessionId, int? ShardId)
{
    /// <summary>Opcode, connection and sequence. Not the data, which may contain the token.</summary>
    public override string ToString() => $"{Opcode} on connection {ConnectionId}{(Sequence is { } s ? $" at sequence {s}" : "")}";
}
