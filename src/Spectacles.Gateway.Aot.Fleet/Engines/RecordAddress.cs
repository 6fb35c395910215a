namespace Spectacles.Gateway.Fleet;

/// <summary>The shard and event of a record, by which a worker group selects what it reads.</summary>
public readonly record struct RecordAddress
{
    private RecordAddress(int shardId, string? eventName)
    {
        ShardId = shardId;
        EventName = eventName;
    }

    /// <summary>The address of a record with several events of the shards of a group.</summary>
    public static RecordAddress ForPack { get; } = new(-1, null);

    /// <summary>The shard; -1 for a pack.</summary>
    public int ShardId { get; }

    /// <summary>The name of the event; null for a pack.</summary>
    public string? EventName { get; }

    /// <summary>Whether the record can have several events.</summary>
    public bool IsPack => EventName is null;

    /// <summary>Returns the address of a record with one event, which is delivered, acknowledged and retried by itself.</summary>
    /// <param name="shardId">The shard, which is in the appender's group.</param>
    /// <param name="eventName">The event's name on the wire: uppercase letters, digits and underscores.</param>
    public static RecordAddress ForEvent(int shardId, string eventName)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shardId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return new RecordAddress(shardId, eventName);
    }
}
