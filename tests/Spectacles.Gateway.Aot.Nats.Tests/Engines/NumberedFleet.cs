using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Spectacles.Gateway.Fleet;
using Spectacles.Gateway.Testing;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>
/// A fleet with the real clock whose shards get numbered events, and the numbers that its workers have handled. Discord forgets each event
/// that was acknowledged to it. Of the nodes "first" and "second" each owns one of the two groups.
/// </summary>
internal sealed class NumberedFleet : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, ConcurrentQueue<int>> handled = new();
    private readonly ConcurrentQueue<string> reports = new();
    private readonly Stack<IAsyncDisposable> parts = new();

    private NumberedFleet(FleetPlan plan, SimulatedGateway gateway) => (Plan, Gateway) = (plan, gateway);

    public FleetPlan Plan { get; }

    public SimulatedGateway Gateway { get; }

    /// <summary>What the nodes and workers have reported.</summary>
    public IEnumerable<string> Reports => reports;

    /// <summary>The number of shards with a connection.</summary>
    public int Connected => Gateway.Sessions.Count(one => one.Connected);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<NumberedFleet> StartAsync()
    {
        var plan = TestOptions.NewPlan();
        return new NumberedFleet(plan, await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { RecommendedShards = plan.ShardCount, MaxConcurrency = 16, ForgetAcknowledged = true }, Cancel));
    }

    /// <summary>Connects an engine, which is disposed with the fleet.</summary>
    public async Task<NatsEngine> ConnectAsync(NatsEngineOptions options)
    {
        var engine = await NatsEngine.ConnectAsync(options, Cancel);
        parts.Push(engine);
        return engine;
    }

    /// <summary>Starts a worker of the group "workers".</summary>
    /// <param name="engine">Its engine.</param>
    /// <param name="change">Changes the options.</param>
    /// <param name="note">Called for each event; null to note its number as handled.</param>
    public async Task<FleetWorker> AddWorkerAsync(
        IFleetEngine engine, Func<FleetWorkerOptions, FleetWorkerOptions>? change = null, Handler.Body? note = null)
    {
        var options = new FleetWorkerOptions { Group = "workers" };
        var worker = new FleetWorker(engine, change?.Invoke(options) ?? options);
        parts.Push(worker);
        worker.Dispatcher.Error += error => reports.Enqueue(error.Message);
        worker.AddHandler(new Handler("X", note ?? Note));
        await worker.StartAsync(Cancel);
        return worker;
    }

    /// <summary>Starts a node.</summary>
    public async Task<FleetNode> AddNodeAsync(
        IFleetEngine engine, string name, Func<FleetNodeOptions, FleetNodeOptions>? change = null)
    {
        var options = new FleetNodeOptions
        {
            Name = name,
            Intents = GatewayIntents.Guilds,
            Cluster = new ClusterOptions { Api = Gateway.Api },
        };
        var node = new FleetNode(engine, Gateway.Token, change?.Invoke(options) ?? options);
        parts.Push(node);
        node.Cluster.Error += error => reports.Enqueue(error.Message);
        await node.StartAsync(Cancel);
        return node;
    }

    /// <summary>Sends the events of these numbers to each shard, with or without a connection.</summary>
    /// <param name="from">The first number.</param>
    /// <param name="to">The last number.</param>
    /// <param name="bytes">The size of each payload.</param>
    public void Send(int from, int to, int bytes = 0)
    {
        for (int number = from; number <= to; number++)
        {
            string data = $"\"{number.ToString(CultureInfo.InvariantCulture).PadLeft(bytes, '0')}\"";
            for (int shard = 0; shard < Plan.ShardCount; shard++)
            {
                Gateway.DispatchToShard(shard, "X", data);
            }
        }
    }

    /// <summary>Whether each shard's events from 1 to a number were handled.</summary>
    public bool HasHandled(int last) => Enumerable.Range(0, Plan.ShardCount).All(shard => HasHandled(shard, last));

    /// <summary>Whether the events from 1 to a number of a shard were handled.</summary>
    public bool HasHandled(int shard, int last) =>
        handled.TryGetValue(shard, out var numbers) && !Enumerable.Range(1, last).Except(numbers).Any();

    /// <summary>The numbers that a shard's handlers have got, in this order.</summary>
    public IEnumerable<int> HandledOf(int shard) => handled.TryGetValue(shard, out var numbers) ? numbers : [];

    /// <summary>Waits until the state has all sessions: an owner that is gone before then leaves none to the next one.</summary>
    public async Task WhenSavedAsync(NatsEngine node)
    {
        for (int group = 0; group < Plan.Groups; group++)
        {
            string[] ids = [.. Gateway.Sessions.Where(one => Plan.GroupOf(one.ShardId) == group).Select(one => one.Id)];
            string saved = "";
            long start = TimeProvider.System.GetTimestamp();
            while (!ids.All(id => saved.Contains(id, StringComparison.Ordinal)))
            {
                Assert.True(TimeProvider.System.GetElapsedTime(start) < NatsServer.Patience, $"group {group} was not saved: {saved}");
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancel);
                var entry = await node.NodeState.ReadAsync($"sessions.{group}", Cancel);
                saved = entry is null ? "" : Encoding.UTF8.GetString(entry.Value.Span);
            }
        }
    }

    /// <summary>Waits for a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="what">The condition in words.</param>
    /// <param name="patience">How long it may take; null for <see cref="NatsServer.Patience"/>.</param>
    public async Task UntilAsync(Func<bool> condition, string what, TimeSpan? patience = null)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > (patience ?? NatsServer.Patience))
            {
                var counts = Enumerable.Range(0, Plan.ShardCount).Select(shard => HandledOf(shard).Distinct().Count());
                Assert.Fail(
                    $"not in time: {what}; {Connected} shards are connected; handled: {string.Join(", ", counts)}; reports: "
                    + string.Join(" | ", reports));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancel);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s until {what}");
    }

    /// <summary>Notes an event as handled.</summary>
    public ValueTask Note(in Dispatch dispatch, Shard shard, CancellationToken cancellationToken)
    {
        string number = Encoding.UTF8.GetString(dispatch.Data).Trim('"');
        handled.GetOrAdd(shard.Id, _ => []).Enqueue(int.Parse(number, CultureInfo.InvariantCulture));
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        while (parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }

        await Gateway.DisposeAsync();
    }
}
