using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Spectacles.Gateway.Fleet;
using Spectacles.Gateway.Testing;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>Nodes and workers on the engine, with the real clock.</summary>
[Collection(nameof(OneServer))]
public sealed class FleetTests(SharedServer shared)
{
    private readonly ConcurrentDictionary<int, ConcurrentQueue<int>> handled = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_are_handled_in_order_while_the_groups_move_to_another_node()
    {
        var plan = TestOptions.NewPlan();
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { RecommendedShards = plan.ShardCount, MaxConcurrency = 16, ForgetAcknowledged = true }, Cancel);
        var options = TestOptions.For(plan, shared.Server.Url);
        await using var firstEngine = await NatsEngine.ConnectAsync(options, Cancel);
        await using var secondEngine = await NatsEngine.ConnectAsync(options, Cancel);
        await using var workerEngine = await NatsEngine.ConnectAsync(options with { Role = NatsRole.Worker }, Cancel);
        await using var worker = new FleetWorker(workerEngine, new FleetWorkerOptions { Group = "workers" });
        worker.AddHandler(new Handler("X", Note));
        await worker.StartAsync(Cancel);
        await using var first = NewNode(firstEngine, gateway, "one");
        await first.StartAsync(Cancel);
        await UntilAsync(() => Connected(gateway) == plan.ShardCount);
        await using var second = NewNode(secondEngine, gateway, "two");
        await second.StartAsync(Cancel);

        Send(gateway, plan, 1, 100);
        await UntilAsync(() => handled.Count == plan.ShardCount && handled.Values.All(numbers => numbers.Count >= 100));
        var stop = first.StopAsync(Cancel);
        Send(gateway, plan, 101, 200);
        await stop;
        await UntilAsync(() => second.Groups.Count == plan.Groups && Connected(gateway) == plan.ShardCount);
        Send(gateway, plan, 201, 300);

        await UntilAsync(() => handled.Values.All(numbers => numbers.Distinct().Count() == 300));
        Assert.All(handled.Values, numbers => Assert.Equal(Enumerable.Range(1, 300), numbers.Distinct()));
        Assert.Equal(plan.ShardCount, gateway.Sessions.Count);
    }

    private static FleetNode NewNode(NatsEngine engine, SimulatedGateway gateway, string name) => new(
        engine,
        gateway.Token,
        new FleetNodeOptions { Name = name, Intents = GatewayIntents.Guilds, Cluster = new ClusterOptions { Api = gateway.Api } });

    private static int Connected(SimulatedGateway gateway) => gateway.Sessions.Count(one => one.Connected);

    private static void Send(SimulatedGateway gateway, FleetPlan plan, int from, int to)
    {
        for (int number = from; number <= to; number++)
        {
            for (int shard = 0; shard < plan.ShardCount; shard++)
            {
                gateway.DispatchToShard(shard, "X", number.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < NatsServer.Patience, "it did not happen in time");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancel);
        }
    }

    private ValueTask Note(in Dispatch dispatch, Shard shard, CancellationToken cancellationToken)
    {
        handled.GetOrAdd(shard.Id, _ => []).Enqueue(int.Parse(Encoding.UTF8.GetString(dispatch.Data), CultureInfo.InvariantCulture));
        return default;
    }
}
