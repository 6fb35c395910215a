using System.Collections.Concurrent;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>Counts the numbered events that handlers get.</summary>
internal sealed class NumberedEvents
{
    private readonly ConcurrentDictionary<int, ConcurrentQueue<int>> byShard = new();

    /// <summary>A handler that notes each event.</summary>
    public Handler NewHandler() => new("X", (in dispatch, shard, _) =>
    {
        Note(shard.Id, TestFleet.NumberOf(dispatch));
        return default;
    });

    /// <summary>Notes an event.</summary>
    public void Note(int shard, int number) => byShard.GetOrAdd(shard, _ => []).Enqueue(number);

    public int Count => byShard.Values.Sum(numbers => numbers.Count);

    /// <summary>The numbers of a shard's events, in the order in which they were handled.</summary>
    public IEnumerable<int> Of(int shard) => byShard.TryGetValue(shard, out var numbers) ? numbers : [];

    /// <summary>The number of different events of a shard.</summary>
    public int Different(int shard) => Of(shard).Distinct().Count();
}
