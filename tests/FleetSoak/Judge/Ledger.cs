using System.Globalization;
using FleetSoak.Fleet;

namespace FleetSoak.Judge;

/// <summary>The numbered events of each shard, and how often each was handled.</summary>
internal sealed class Ledger
{
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private readonly List<Event>[] shards =
        [.. Enumerable.Range(0, ProcessOptions.Plan.ShardCount).Select(_ => new List<Event>())];
    private readonly int[] complete = new int[ProcessOptions.Plan.ShardCount];
    private readonly long[] newest = new long[ProcessOptions.Plan.ShardCount];

    public long Sent { get; private set; }

    public long Handled { get; private set; }

    /// <summary>How often an event was handled that was handled before.</summary>
    public long Repeated { get; private set; }

    /// <summary>
    /// The events that were handled for the first time after a later one of their shard, without those with slow handlers.
    /// </summary>
    public long OutOfOrder { get; private set; }

    /// <summary>The events of each shard that were never handled.</summary>
    public IReadOnlyList<long> Unhandled
    {
        get
        {
            lock (gate)
            {
                return [.. shards.Select(shard => shard.LongCount(one => one.Count == 0))];
            }
        }
    }

    /// <summary>Whether all events were handled that were sent until a short time ago.</summary>
    /// <param name="now">The time, as a timestamp of the system's clock.</param>
    public bool HasAllBefore(long now)
    {
        lock (gate)
        {
            for (int id = 0; id < shards.Length; id++)
            {
                var shard = shards[id];
                while (complete[id] < shard.Count && shard[complete[id]].Count > 0)
                {
                    complete[id]++;
                }

                if (complete[id] < shard.Count && TimeProvider.System.GetElapsedTime(shard[complete[id]].SentAt, now) > OnItsWay)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Adds an event that is about to be sent, and returns its number; numbers begin at 1.</summary>
    public long Add(int shard)
    {
        lock (gate)
        {
            shards[shard].Add(new Event(TimeProvider.System.GetTimestamp(), 0));
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

    /// <summary>Notes the line of a worker: the shard and the number of an event.</summary>
    public void NoteHandled(string line)
    {
        string[] words = line.Split(' ');
        int shard = int.Parse(words[0], CultureInfo.InvariantCulture);
        int number = int.Parse(words[1], CultureInfo.InvariantCulture);
        lock (gate)
        {
            var one = shards[shard][number - 1];
            shards[shard][number - 1] = one with { Count = one.Count + 1 };
            if (one.Count > 0)
            {
                Repeated++;
                return;
            }

            Handled++;
            if (NumberHandler.IsDelayed(number))
            {
                return;
            }

            OutOfOrder += number < newest[shard] ? 1 : 0;
            newest[shard] = Math.Max(newest[shard], number);
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
    private readonly record struct Event(long SentAt, int Count);
}
