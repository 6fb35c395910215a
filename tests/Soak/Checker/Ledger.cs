namespace Soak.Checker;

/// <summary>Records the events that were sent to each shard, their sessions, and the processes that handled them.</summary>
internal sealed class Ledger(int shards)
{
    private readonly Lock gate = new();
    private readonly List<LedgerEntry>[] entries = [.. Enumerable.Range(0, shards).Select(_ => new List<LedgerEntry>())];

    public long Sent { get; private set; }

    public long Handled { get; private set; }

    /// <summary>Events that one process handled twice.</summary>
    public long Duplicated { get; private set; }

    /// <summary>
    /// Events that a later process handled again: a stored session resumes after the last event up to which all calls had finished.
    /// </summary>
    public long Repeated { get; private set; }

    /// <summary>
    /// The number of gaps and repetitions in the sequences that the bot has reported. The gateway creates none, so a message was lost or
    /// duplicated in transit.
    /// </summary>
    public long Gaps { get; private set; }

    public void AddGap()
    {
        lock (gate)
        {
            Gaps++;
        }
    }

    /// <summary>Adds an event before it is sent, and returns its number.</summary>
    public long Add(int shard, string session)
    {
        lock (gate)
        {
            int number = entries[shard].Count + 1;
            // The sequence is unknown until the event is sent.
            entries[shard].Add(new LedgerEntry(number, session, long.MaxValue, 0));
            Sent++;
            return number;
        }
    }

    /// <summary>Sets the sequence of an event that was sent. The actual one may be lower.</summary>
    public void SetSequence(int shard, long number, long sequence)
    {
        lock (gate)
        {
            entries[shard][(int)number - 1] = entries[shard][(int)number - 1] with { Sequence = sequence };
        }
    }

    /// <summary>Removes the last event, which was not sent because its session had ended.</summary>
    public void RemoveLast(int shard)
    {
        lock (gate)
        {
            entries[shard].RemoveAt(entries[shard].Count - 1);
            Sent--;
        }
    }

    /// <summary>Records that a process of the bot, counted from 1, has handled an event.</summary>
    public void RecordHandled(int process, int shard, long number)
    {
        lock (gate)
        {
            var entry = entries[shard][(int)number - 1];
            Duplicated += entry.Process == process ? 1 : 0;
            Repeated += entry.Process != 0 && entry.Process != process ? 1 : 0;
            Handled += entry.Process == 0 ? 1 : 0;
            entries[shard][(int)number - 1] = entry with { Process = process };
        }
    }

    /// <summary>Counts the events of each shard that were never handled and that match a predicate.</summary>
    public long[] CountUnhandled(Func<LedgerEntry, bool> predicate)
    {
        lock (gate)
        {
            return [.. entries.Select(shard => shard.LongCount(entry => entry.Process == 0 && predicate(entry)))];
        }
    }

    /// <summary>
    /// Counts a shard's newest events in flight, which are neither handled nor acknowledged up to a sequence.
    /// </summary>
    public int CountInFlight(int shard, long acknowledged)
    {
        lock (gate)
        {
            return entries[shard].Count - 1 - entries[shard].FindLastIndex(entry => entry.Process != 0 || entry.Sequence <= acknowledged);
        }
    }
}
