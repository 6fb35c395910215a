namespace Soak.Judge;

/// <summary>What was sent to each shard, by which session, and which process of the bot has handled it.</summary>
internal sealed class Ledger(int shards)
{
    private readonly Lock gate = new();
    private readonly List<LedgerEntry>[] entries = [.. Enumerable.Range(0, shards).Select(_ => new List<LedgerEntry>())];

    public long Sent { get; private set; }

    public long Handled { get; private set; }

    /// <summary>Handled twice by one process.</summary>
    public long Duplicated { get; private set; }

    /// <summary>Handled again by a process that was started later: a stored session begins where every call had finished.</summary>
    public long Repeated { get; private set; }

    /// <summary>
    /// How often the bot has found that sequences do not follow one another. The gateway leaves none out and repeats none, so a message was
    /// lost or doubled on the way.
    /// </summary>
    public long Gaps { get; private set; }

    public void NoteGap()
    {
        lock (gate)
        {
            Gaps++;
        }
    }

    /// <summary>Numbers an event before it is sent.</summary>
    public long Next(int shard, string session)
    {
        lock (gate)
        {
            int number = entries[shard].Count + 1;
            // Nobody can have received it yet.
            entries[shard].Add(new LedgerEntry(number, session, long.MaxValue, 0));
            Sent++;
            return number;
        }
    }

    /// <summary>The event with this number is due to the client under no later sequence than this.</summary>
    public void Dispatched(int shard, long number, long sequence)
    {
        lock (gate)
        {
            entries[shard][(int)number - 1] = entries[shard][(int)number - 1] with { Sequence = sequence };
        }
    }

    /// <summary>The event with the last number was not sent: its session had ended.</summary>
    public void TakeBack(int shard)
    {
        lock (gate)
        {
            entries[shard].RemoveAt(entries[shard].Count - 1);
            Sent--;
        }
    }

    /// <summary>A process of the bot, counted from 1, has handled an event.</summary>
    public void Handle(int process, int shard, long number)
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

    /// <summary>How many of the events that have never been handled are such, shard by shard.</summary>
    public long[] Missing(Func<LedgerEntry, bool> such)
    {
        lock (gate)
        {
            return [.. entries.Select(shard => shard.LongCount(entry => entry.Process == 0 && such(entry)))];
        }
    }

    /// <summary>
    /// How many of a shard's newest events have neither been handled nor acknowledged up to this sequence: they are on their way.
    /// </summary>
    public int UnderWay(int shard, long acknowledged)
    {
        lock (gate)
        {
            return entries[shard].Count - 1 - entries[shard].FindLastIndex(entry => entry.Process != 0 || entry.Sequence <= acknowledged);
        }
    }
}
