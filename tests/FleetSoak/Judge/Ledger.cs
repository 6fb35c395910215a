using System.Globalization;
using FleetSoak.Fleet;

namespace FleetSoak.Judge;

/// <summary>The numbered events of each shard of a bot, and how often each was handled.</summary>
internal sealed class Ledger
{
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(3);

    /// <summary>An event whose handler has failed comes again after five seconds, and once more if another process fails.</summary>
    private static readonly TimeSpan OnItsWayAgain = TimeSpan.FromSeconds(20);

    private readonly Lock gate = new();
    private readonly string bot;
    private readonly List<Event>[] shards;
    private readonly int[] complete;
    private readonly long[] newest;

    /// <param name="bot">The name of the bot's fleet.</param>
    public Ledger(string bot)
    {
        this.bot = bot;
        int count = ProcessOptions.PlanOf(bot).ShardCount;
        shards = [.. Enumerable.Range(0, count).Select(_ => new List<Event>())];
        (complete, newest) = (new int[count], new long[count]);
    }

    public long Sent { get; private set; }

    public long Handled { get; private set; }

    /// <summary>How often an event was handled that was handled before.</summary>
    public long Repeated { get; private set; }

    /// <summary>How often a handler has thrown.</summary>
    public long Failures { get; private set; }

    /// <summary>The events that were handled after a handler had thrown.</summary>
    public long Retried { get; private set; }

    /// <summary>How often a worker has got an event of another bot, or one that was never sent.</summary>
    public long Foreign { get; private set; }

    /// <summary>
    /// The events that were handled for the first time after a later one of their shard, without those with slow or failing handlers.
    /// </summary>
    public long OutOfOrder { get; private set; }

    /// <summary>The number of events that were not handled.</summary>
    public long Unhandled
    {
        get
        {
            lock (gate)
            {
                return shards.Sum(shard => shard.LongCount(one => one.Count == 0));
            }
        }
    }

    /// <summary>Whether all events were handled that were sent until a short time ago.</summary>
    /// <param name="now">The time, as a timestamp of the system's clock.</param>
    public bool HasAllBefore(long now)
    {
        lock (gate)
        {
            return Enumerable.Range(0, shards.Length).All(id => HasAllBefore(id, now));
        }
    }

    /// <summary>Whether all events of a shard were handled.</summary>
    public bool HasAll(int shard)
    {
        lock (gate)
        {
            return shards[shard].TrueForAll(one => one.Count > 0);
        }
    }

    /// <summary>Adds an event that is about to be sent, and returns its number; numbers begin at 1.</summary>
    public long Add(int shard)
    {
        lock (gate)
        {
            shards[shard].Add(new Event(TimeProvider.System.GetTimestamp(), 0, false));
            Sent++;
            return shards[shard].Count;
        }
    }

    /// <summary>Removes the last event, which was not sent because its session had ended.</summary>
    public void RemoveLast(int shard)
    {
        lock (gate)
        {
            shards[shard].RemoveAt(shards[shard].Count - 1);
            Sent--;
        }
    }

    /// <summary>Notes the line of a worker: the shard, the bot and the number of an event, and whether the handler has failed.</summary>
    public void NoteHandled(string line)
    {
        string[] words = line.Split(' ');
        int shard = int.Parse(words[0], CultureInfo.InvariantCulture);
        int number = int.Parse(words[2], CultureInfo.InvariantCulture);
        lock (gate)
        {
            if (words[1] != bot || shard >= shards.Length || number > shards[shard].Count)
            {
                Foreign++;
            }
            else if (words is [.., NumberHandler.Failure])
            {
                Failures++;
                shards[shard][number - 1] = shards[shard][number - 1] with { HasFailed = true };
            }
            else
            {
                NoteHandled(shard, number);
            }
        }
    }

    /// <summary>The first and the last number of each run of events of a shard that were never handled.</summary>
    public IEnumerable<string> Gaps()
    {
        lock (gate)
        {
            return [.. shards.SelectMany((shard, id) => GapsOf(id, shard))];
        }
    }

    private void NoteHandled(int shard, int number)
    {
        var one = shards[shard][number - 1];
        shards[shard][number - 1] = one with { Count = one.Count + 1 };
        if (one.Count > 0)
        {
            Repeated++;
            return;
        }

        Handled++;
        Retried += one.HasFailed ? 1 : 0;
        if (NumberHandler.IsDelayed(number) || NumberHandler.IsFailing(number))
        {
            return;
        }

        OutOfOrder += number < newest[shard] ? 1 : 0;
        newest[shard] = Math.Max(newest[shard], number);
    }

    private bool HasAllBefore(int id, long now)
    {
        var shard = shards[id];
        while (complete[id] < shard.Count && shard[complete[id]].Count > 0)
        {
            complete[id]++;
        }

        for (int i = complete[id]; i < shard.Count; i++)
        {
            var age = TimeProvider.System.GetElapsedTime(shard[i].SentAt, now);
            if (age <= OnItsWay)
            {
                break;
            }

            if (shard[i].Count == 0 && (!shard[i].HasFailed || age > OnItsWayAgain))
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<string> GapsOf(int id, List<Event> shard)
    {
        for (int i = 0; i < shard.Count; i++)
        {
            int first = i;
            while (i < shard.Count && shard[i].Count == 0)
            {
                i++;
            }

            if (i > first)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"shard {id}: {first + 1} to {i} of {shard.Count}");
            }
        }
    }

    /// <param name="SentAt">When it was sent, as a timestamp of the system's clock.</param>
    /// <param name="Count">How often it was handled.</param>
    /// <param name="HasFailed">Whether a handler has thrown.</param>
    private readonly record struct Event(long SentAt, int Count, bool HasFailed);
}
