namespace Spectacles.Gateway.Fleet;

/// <summary>One of the two states of a <see cref="MemoryBroker"/>.</summary>
/// <param name="time">The clock of the ages.</param>
internal sealed class StateStore(TimeProvider time)
{
    private const int LargestValue = 64 << 10;

    private readonly Lock gate = new();
    private readonly SortedDictionary<string, StateEntry> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> writtenAt = new(StringComparer.Ordinal);
    private readonly List<StateWatch> watches = [];
    private long revision;

    public StateEntry? Read(string key)
    {
        lock (gate)
        {
            return entries.TryGetValue(key, out var entry) ? WithAge(entry) : null;
        }
    }

    public long? TryWrite(string key, ReadOnlySpan<byte> value, long expectedRevision)
    {
        FleetName.ThrowIfNoKey(key, nameof(key));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, LargestValue, nameof(value));
        lock (gate)
        {
            if ((entries.GetValueOrDefault(key)?.Revision ?? 0) != expectedRevision)
            {
                return null;
            }

            var entry = new StateEntry(key, value.ToArray(), ++revision);
            entries[key] = entry;
            writtenAt[key] = time.GetTimestamp();
            Report(new StateChange(key, entry));
            return entry.Revision;
        }
    }

    public bool TryDelete(string key, long expectedRevision)
    {
        lock (gate)
        {
            if (entries.GetValueOrDefault(key)?.Revision != expectedRevision)
            {
                return false;
            }

            revision++;
            entries.Remove(key);
            writtenAt.Remove(key);
            Report(new StateChange(key, null));
            return true;
        }
    }

    /// <summary>Begins a watch, and returns the entries that there are.</summary>
    public StateEntry[] Begin(StateWatch watch)
    {
        lock (gate)
        {
            watches.Add(watch);
            return [.. entries.Values.Where(entry => watch.Includes(entry.Key)).Select(WithAge)];
        }
    }

    public void End(StateWatch watch)
    {
        lock (gate)
        {
            watches.Remove(watch);
        }
    }

    public StateChange? Take(StateWatch watch)
    {
        lock (gate)
        {
            return watch.Take();
        }
    }

    private StateEntry WithAge(StateEntry entry) => entry with { Age = time.GetElapsedTime(writtenAt[entry.Key]) };

    private void Report(StateChange change)
    {
        foreach (var watch in watches.Where(watch => watch.Includes(change.Key)))
        {
            watch.Add(change);
        }
    }
}
