namespace Soak.Judge;

/// <summary>What was sent to each shard, by which session, and which process of the bot has handled it.</summary>
internal sealed class Ledger(int shards)
{
    private readonly Lock gate = new();
    private readonly List<Entry>[] entries = [.. Enumerable.Range(0, shards).Select(_ => new List<Entry>())];

    public long Sent { get; private set; }

    public long Handled { get; private set; }

    /// <summary>Handled twice by one process.</summary>
    public long Duplicated { get; private set; }

    /// <summary>Handled again by a process that was started later: a stored session begins where every call had finished.</summary>
    public long Repeated { get; private set; }

    /// <summary>Numbers an event before it is sent.</summary>
    public long Next(int shard, string session)
    {
        lock (gate)
        {
            entries[shard].Add(new Entry(session, 0));
            Sent++;
            return entries[shard].Count;
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
            Entry entry = entries[shard][(int)number - 1];
            Duplicated += entry.Process == process ? 1 : 0;
            Repeated += entry.Process != 0 && entry.Process != process ? 1 : 0;
            Handled += entry.Process == 0 ? 1 : 0;
            entries[shard][(int)number - 1] = entry with { Process = process };
        }
    }

    /// <summary>How many events of these sessions have never been handled, shard by shard.</summary>
    public long[] Missing(Func<string, bool> ofSession)
    {
        lock (gate)
        {
            return [.. entries.Select(shard => shard.LongCount(entry => entry.Process == 0 && ofSession(entry.Session)))];
        }
    }

    private readonly record struct Entry(string Session, int Process);
}
