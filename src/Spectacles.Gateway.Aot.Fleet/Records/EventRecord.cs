using System.Buffers.Binary;

namespace Spectacles.Gateway.Fleet;

/// <summary>Reads a record of the log: events of the shards of one group, with the bytes of their payloads.</summary>
/// <remarks>A record comes from the broker, so every byte of it may be wrong.</remarks>
internal readonly ref struct EventRecord
{
    private readonly ReadOnlySpan<byte> record;
    private readonly int shards;
    private readonly int events;

    private EventRecord(ReadOnlySpan<byte> record, int shards, int events, int shardsInRecord)
    {
        this.record = record;
        this.shards = shards;
        this.events = events;
        Shards = shardsInRecord;
    }

    /// <summary>Whether a worker group has appended it, because it has not handled its event before.</summary>
    public bool IsRetry { get; private init; }

    /// <summary>How often the event of a retry has failed.</summary>
    public int FailedAttempts { get; private init; }

    /// <summary>The group of shards.</summary>
    public int Group { get; private init; }

    /// <summary>The fence of the owner that has appended it.</summary>
    public long Fence { get; private init; }

    /// <summary>The total number of shards of the bot.</summary>
    public int ShardCount { get; private init; }

    /// <summary>When the first event was received.</summary>
    public DateTimeOffset ReceivedAt { get; private init; }

    /// <summary>The number of shards that have events in the record.</summary>
    public int Shards { get; }

    /// <summary>The number of events.</summary>
    public int Count { get; private init; }

    /// <summary>The events, in order.</summary>
    public RecordedEvents Events => new(this, record[events..]);

    /// <summary>Reads the head of a record.</summary>
    /// <returns>Whether the record is one of this version. Its events may still be incomplete.</returns>
    public static bool TryRead(ReadOnlySpan<byte> record, out EventRecord read)
    {
        read = default;
        int at = 1;
        if (
            record.Length < at || record[0] != RecordFormat.Version
                || !VariableInteger.TryRead(record, ref at, int.MaxValue, out int retry)
                || !VariableInteger.TryRead(record, ref at, int.MaxValue, out int group)
                || !VariableInteger.TryRead(record, ref at, out long fence)
                || !VariableInteger.TryRead(record, ref at, int.MaxValue, out int shardCount)
                || !VariableInteger.TryRead(record, ref at, out long time) || time > RecordFormat.LatestTime
                || !VariableInteger.TryRead(record, ref at, RecordFormat.MostShards, out int shards))
        {
            return false;
        }

        int first = at;
        for (int i = 0; i < shards; i++)
        {
            if (!TryReadShard(record, ref at, out var shard) || shard.ShardId >= shardCount)
            {
                return false;
            }
        }

        if (!VariableInteger.TryRead(record, ref at, int.MaxValue, out int count))
        {
            return false;
        }

        read = new EventRecord(record, first, at, shards)
        {
            IsRetry = retry != RecordFormat.IsFirst,
            FailedAttempts = Math.Max(retry - 1, 0),
            Group = group,
            Fence = fence,
            ShardCount = shardCount,
            ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(time),
            Count = count,
        };
        return true;
    }

    /// <summary>Returns a shard of the record, with the greatest sequence that the record has of it.</summary>
    /// <param name="index">From 0 to <see cref="Shards"/> minus 1.</param>
    public RecordedShard Shard(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Shards, nameof(index));
        int at = shards;
        RecordedShard shard = default;
        for (int i = 0; i <= index; i++)
        {
            TryReadShard(record, ref at, out shard);
        }

        return shard;
    }

    private static bool TryReadShard(ReadOnlySpan<byte> record, ref int at, out RecordedShard shard)
    {
        shard = default;
        if (!VariableInteger.TryRead(record, ref at, int.MaxValue, out int id) || record.Length - at < sizeof(ulong))
        {
            return false;
        }

        ulong session = BinaryPrimitives.ReadUInt64LittleEndian(record[at..]);
        at += sizeof(ulong);
        bool isRead = VariableInteger.TryRead(record, ref at, out long sequence);
        shard = new RecordedShard(id, session, sequence);
        return isRead;
    }
}
