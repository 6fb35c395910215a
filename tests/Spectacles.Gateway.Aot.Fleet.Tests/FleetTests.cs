using System.Collections.Concurrent;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>Nodes and workers together, over real sockets with the simulated gateway, and a broker in memory.</summary>
public sealed class FleetTests
{
    [Fact]
    public async Task Worker_handles_the_events_of_every_shard_in_order()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 4, groupSize: 2);
        var handled = new ConcurrentDictionary<int, ConcurrentQueue<int>>();
        await fleet.AddWorkerAsync("main", new Handler("X", (in dispatch, shard, _) =>
        {
            handled.GetOrAdd(shard.Id, _ => []).Enqueue(TestFleet.NumberOf(dispatch));
            return default;
        }));
        var (node, _) = await fleet.AddNodeAsync("one");
        await fleet.UntilAsync(() => fleet.Gateway.Sessions.Count(one => one.Connected) == 4, "four sessions");

        for (int shard = 0; shard < 4; shard++)
        {
            fleet.Send(shard, 100 * shard, (100 * shard) + 99);
        }

        await fleet.UntilAsync(() => handled.Values.Sum(numbers => numbers.Count) == 400, "all events");
        Assert.All(handled, one => Assert.Equal(Enumerable.Range(100 * one.Key, 100), one.Value));
        Assert.Equal([0, 1], node.Groups);
    }
}
