namespace Spectacles.Gateway.Fleet;

/// <summary>One event of a record.</summary>
internal readonly ref struct RecordedEvent
{
    public required RecordedShard Shard { get; init; }

    public required long Sequence { get; init; }

    /// <summary>When the node received it.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The trace context of the node's activity; empty if it had none.</summary>
    public required ReadOnlySpan<byte> TraceContext { get; init; }

    /// <summary>The name on the wire.</summary>
    public required ReadOnlySpan<byte> Name { get; init; }

    /// <summary>The payload, as Discord sent it.</summary>
    public required ReadOnlySpan<byte> Data { get; init; }
}
