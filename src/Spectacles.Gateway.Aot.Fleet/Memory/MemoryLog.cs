using System.Runtime.InteropServices;

namespace Spectacles.Gateway.Fleet;

/// <summary>The log of a <see cref="MemoryBroker"/>, which all its connections share.</summary>
internal sealed class MemoryLog(FleetPlan plan, TimeProvider time, MemoryBounds bounds)
{
    private readonly Lock gate = new();
    private readonly LogPartition[] partitions = [.. Enumerable.Range(0, plan.Partitions).Select(_ => new LogPartition())];
    private readonly Queue<(LogRecord Record, LogPartition Partition)> records = new();
    private readonly Dictionary<int, long> fences = [];

    /// <summary>By group and shard; -1 is the shard of a pack.</summary>
    private readonly SortedDictionary<(int Group, int ShardId), LogRecord> last = [];

    private readonly Dictionary<(string WorkerGroup, int Partition), GroupProgress> progress = [];
    private long bytes;

    public FleetPlan Plan => plan;

    public int MaxRecordBytes => bounds.RecordBytes;

    public TimeProvider Time => time;

    /// <summary>Whether the group had no owner with this fence or a greater one.</summary>
    public bool TryRaise(int group, long fence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(group);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(group, plan.Groups);
        lock (gate)
        {
            ref long greatest = ref CollectionsMarshal.GetValueRefOrAddDefault(fences, group, out bool exists);
            if (exists && fence <= greatest)
            {
                return false;
            }

            greatest = fence;
            return true;
        }
    }

    public AppendOutcome Append(int group, long fence, RecordAddress address, ReadOnlySpan<byte> record)
    {
        if (!address.IsPack && plan.GroupOf(address.ShardId) != group)
        {
            throw new ArgumentException($"Shard {address.ShardId} is not in group {group}.", nameof(address));
        }

        lock (gate)
        {
            if (fences[group] != fence)
            {
                return AppendOutcome.Fenced;
            }

            last[(group, address.ShardId)] = Add(group, plan.PartitionOf(group), address, retryOf: null, record);
            return AppendOutcome.Stored;
        }
    }

    public void AppendRetry(string workerGroup, int partition, ReadOnlySpan<byte> record)
    {
        FleetName.ThrowIfInvalid(workerGroup, nameof(workerGroup));
        ThrowIfNoPartition(partition);
        lock (gate)
        {
            Add(group: -1, partition, RecordAddress.ForPack, workerGroup, record);
        }
    }

    public IReadOnlyList<ReadOnlyMemory<byte>> ReadLast(int group)
    {
        lock (gate)
        {
            RemoveOld();
            return [.. last.Where(entry => entry.Key.Group == group).Select(entry => (ReadOnlyMemory<byte>)entry.Value.Bytes)];
        }
    }

    /// <summary>Returns how many records a worker group has not finished.</summary>
    public long CountUnread(string workerGroup)
    {
        lock (gate)
        {
            RemoveOld();
            return progress.Where(entry => entry.Key.WorkerGroup == workerGroup).Sum(entry => entry.Value.Unread);
        }
    }

    /// <summary>Adds a reader to a worker group, which begins with the records that are appended from now on if it is new.</summary>
    public GroupProgress Begin(LogReader reader, int partition)
    {
        FleetName.ThrowIfInvalid(reader.Query.WorkerGroup, nameof(DeliveryQuery.WorkerGroup));
        ThrowIfNoPartition(partition);
        lock (gate)
        {
            var key = (reader.Query.WorkerGroup, partition);
            if (!progress.TryGetValue(key, out var found))
            {
                progress[key] = found = new GroupProgress(partitions[partition], time);
            }

            found.Begin(reader);
            return found;
        }
    }

    public LogTake Take(GroupProgress of, LogReader reader)
    {
        lock (gate)
        {
            RemoveOld();
            return of.Take(reader);
        }
    }

    public void Pause(GroupProgress of, LogReader reader)
    {
        lock (gate)
        {
            of.Pause(reader);
        }
    }

    public void End(GroupProgress of, LogReader reader)
    {
        lock (gate)
        {
            of.End(reader);
        }
    }

    public void Finish(GroupProgress of, long number)
    {
        lock (gate)
        {
            of.Finish(number);
        }
    }

    public void Retry(GroupProgress of, long number, int attempt, TimeSpan delay)
    {
        lock (gate)
        {
            of.Retry(number, attempt, delay);
        }
    }

    private LogRecord Add(int group, int partition, RecordAddress address, string? retryOf, ReadOnlySpan<byte> bytesOfRecord)
    {
        var record = new LogRecord
        {
            Bytes = bytesOfRecord.ToArray(),
            Group = group,
            Address = address,
            RetryOf = retryOf,
            StoredAt = time.GetTimestamp(),
        };
        partitions[partition].Add(record);
        records.Enqueue((record, partitions[partition]));
        bytes += record.Bytes.Length;
        RemoveOld();
        foreach (var entry in progress.Where(entry => entry.Key.Partition == partition))
        {
            entry.Value.Changed.Fire();
        }

        return record;
    }

    private void RemoveOld()
    {
        while (records.TryPeek(out var oldest)
            && (records.Count > bounds.Records || bytes > bounds.Bytes || time.GetElapsedTime(oldest.Record.StoredAt) > bounds.Age))
        {
            records.Dequeue();
            oldest.Partition.RemoveFirst();
            bytes -= oldest.Record.Bytes.Length;
            var key = (oldest.Record.Group, oldest.Record.Address.ShardId);
            if (last.TryGetValue(key, out var record) && record == oldest.Record)
            {
                last.Remove(key);
            }
        }
    }

    private void ThrowIfNoPartition(int partition)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(partition, plan.Partitions);
    }
}
