using System.Buffers;
using System.Buffers.Binary;

namespace Spectacles.Gateway.Fleet;

/// <summary>Collects events of the shards of one group, and writes them as one record. Can be used again.</summary>
/// <remarks>
/// The head names the shards, so it is known only at the end. It is written into a gap before the events, next to them: nothing is moved.
/// </remarks>
internal sealed class RecordWriter : IDisposable
{
    /// <summary>The largest part of the head without its shards, in bytes.</summary>
    private const int HeadLength = 1 + (7 * VariableInteger.LongestLength);

    /// <summary>The largest entry of a shard in the head, in bytes.</summary>
    private const int ShardLength = (2 * VariableInteger.LongestLength) + sizeof(ulong);

    private const int SmallestBuffer = 4096;

    /// <summary>A larger buffer is not kept while it is empty.</summary>
    private const int LargestKept = 16 * SmallestBuffer;

    /// <summary>The largest buffer that a record begins with because the one before needed it.</summary>
    private const int LargestFirst = 128 * SmallestBuffer;

    private readonly int gap;
    private readonly RecordedShard[] shards;
    private byte[] buffer = [];
    private int end;

    /// <summary>What the record before has needed.</summary>
    private int likely;
    private int shardsUsed;
    private long firstTime;

    /// <summary>Creates a writer.</summary>
    /// <param name="mostShards">The number of shards of which a record has events.</param>
    public RecordWriter(int mostShards)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mostShards, RecordFormat.MostShards);
        shards = new RecordedShard[mostShards];
        gap = HeadLength + (mostShards * ShardLength);
        end = gap;
    }

    /// <summary>The bytes of a record in addition to the payloads, at most.</summary>
    /// <param name="mostShards">The number of shards of which a record has events.</param>
    public static int Overhead(int mostShards) =>
        HeadLength + (mostShards * ShardLength) + (6 * VariableInteger.LongestLength) + RecordFormat.TraceContextLength + byte.MaxValue;

    /// <summary>Writes a record of one event that is not stored. It has no session and no fence.</summary>
    /// <param name="dispatch">The event.</param>
    /// <param name="shardId">The shard.</param>
    /// <param name="plan">The plan of the fleet.</param>
    /// <param name="receivedAt">The present time.</param>
    public static byte[] WriteUnstored(in Dispatch dispatch, int shardId, FleetPlan plan, DateTimeOffset receivedAt)
    {
        using var writer = new RecordWriter(1);
        writer.TryAdd(new RecordedEvent
        {
            Shard = new RecordedShard(shardId, 0, dispatch.Sequence),
            Sequence = dispatch.Sequence,
            ReceivedAt = receivedAt,
            TraceContext = default,
            Name = dispatch.EventName,
            Data = dispatch.Data,
        });
        return writer.Finish(plan.GroupOf(shardId), 0, plan.ShardCount).ToArray();
    }

    /// <summary>The number of events.</summary>
    public int Count { get; private set; }

    /// <summary>The size of the events, in bytes.</summary>
    public int Length => end - gap;

    /// <summary>Adds an event.</summary>
    /// <param name="one">The event. Only its shard's id and session are used.</param>
    /// <returns>False if the record names as many sessions as it can, and this event is of another one.</returns>
    public bool TryAdd(in RecordedEvent one)
    {
        int index = IndexOf(one.Shard, one.Sequence);
        if (index == shards.Length)
        {
            return false;
        }

        long time = one.ReceivedAt.ToUnixTimeMilliseconds();
        if (Count == 0)
        {
            firstTime = time;
        }

        Reserve((6 * VariableInteger.LongestLength) + one.TraceContext.Length + one.Name.Length + one.Data.Length);
        Write(index);
        Write(one.Sequence);
        Write(Math.Clamp(time - firstTime, 0, int.MaxValue));
        Write(one.TraceContext);
        Write(one.Name);
        Write(one.Data);
        Count++;
        return true;
    }

    /// <summary>Returns the record. It is valid until the next <see cref="Clear"/>.</summary>
    /// <param name="group">The group.</param>
    /// <param name="fence">The fence of its owner.</param>
    /// <param name="shardCount">The total number of shards of the bot.</param>
    /// <param name="failedAttempts">How often its event has failed, if a worker group appends it; null if a node does.</param>
    public ReadOnlyMemory<byte> Finish(int group, long fence, int shardCount, int? failedAttempts = null)
    {
        byte[] pooled = ArrayPool<byte>.Shared.Rent(gap);
        var head = pooled.AsSpan();
        head[0] = RecordFormat.Version;
        int length = 1;
        length += VariableInteger.Write(head[length..], failedAttempts is { } failed ? failed + 1 : RecordFormat.IsFirst);
        length += VariableInteger.Write(head[length..], group);
        length += VariableInteger.Write(head[length..], fence);
        length += VariableInteger.Write(head[length..], shardCount);
        length += VariableInteger.Write(head[length..], firstTime);
        length += VariableInteger.Write(head[length..], shardsUsed);
        foreach (var shard in shards.AsSpan(0, shardsUsed))
        {
            length += VariableInteger.Write(head[length..], shard.ShardId);
            BinaryPrimitives.WriteUInt64LittleEndian(head[length..], shard.Session);
            length += sizeof(ulong);
            length += VariableInteger.Write(head[length..], shard.Sequence);
        }

        length += VariableInteger.Write(head[length..], Count);
        head[..length].CopyTo(buffer.AsSpan(gap - length));
        ArrayPool<byte>.Shared.Return(pooled);
        return buffer.AsMemory(gap - length, length + end - gap);
    }

    /// <summary>Removes the events. The buffer stays, unless it is large.</summary>
    public void Clear()
    {
        likely = Math.Min(end, LargestFirst);
        (Count, shardsUsed, end) = (0, 0, gap);
        if (buffer.Length > LargestKept)
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
        }
    }

    /// <summary>Notes how far the record goes for a shard. A shard that has begun a new session has two entries.</summary>
    private int IndexOf(in RecordedShard shard, long sequence)
    {
        for (int i = 0; i < shardsUsed; i++)
        {
            if (shards[i].ShardId == shard.ShardId && shards[i].Session == shard.Session)
            {
                shards[i] = shards[i] with { Sequence = Math.Max(shards[i].Sequence, sequence) };
                return i;
            }
        }

        if (shardsUsed == shards.Length)
        {
            return shards.Length;
        }

        shards[shardsUsed] = shard with { Sequence = sequence };
        return shardsUsed++;
    }

    private void Reserve(int more)
    {
        if (buffer.Length - end >= more)
        {
            return;
        }

        int atLeast = buffer.Length == 0 ? Math.Max(likely, gap + SmallestBuffer) : 2 * buffer.Length;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(end + more, atLeast));
        buffer.AsSpan(0, buffer.Length == 0 ? 0 : end).CopyTo(larger);
        Dispose();
        buffer = larger;
    }

    private void Write(long value) => end += VariableInteger.Write(buffer.AsSpan(end), value);

    private void Write(ReadOnlySpan<byte> bytes)
    {
        Write(bytes.Length);
        bytes.CopyTo(buffer.AsSpan(end));
        end += bytes.Length;
    }
}
