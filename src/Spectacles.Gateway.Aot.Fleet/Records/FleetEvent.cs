namespace Spectacles.Gateway.Fleet;

/// <summary>One event of a record of the log.</summary>
public sealed record FleetEvent
{
    /// <summary>The name on the wire, such as <c>MESSAGE_CREATE</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The shard that received it.</summary>
    public required int ShardId { get; init; }

    /// <summary>Its sequence in the shard's session.</summary>
    public required long Sequence { get; init; }

    /// <summary>When the node received it, by the node's clock.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The payload, as Discord sent it: the JSON of <c>d</c>.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }
}
