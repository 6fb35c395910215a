using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>A simulated gateway, a broker in memory, and the nodes and workers of a test. Its clock runs when a test waits.</summary>
internal sealed class TestFleet : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>By the system's clock. Minutes of the fleet's clock take some seconds, or more on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<FleetNode> nodes = [];
    private readonly List<FleetWorker> workers = [];

    private TestFleet(SimulatedGateway gateway, FleetPlan plan, FakeTimeProvider time, MemoryBounds? bounds)
    {
        Gateway = gateway;
        Time = time;
        Partitions = plan.Partitions;
        Broker = new MemoryBroker(plan, time, bounds);
    }

    public SimulatedGateway Gateway { get; }

    public FakeTimeProvider Time { get; }

    public MemoryBroker Broker { get; }

    /// <summary>The number of partitions of the log.</summary>
    public int Partitions { get; }

    /// <summary>What was reported.</summary>
    public ConcurrentQueue<GatewayError> Errors { get; } = new();

    public static async Task<TestFleet> StartAsync(
        int shards, int groupSize, SimulatedGatewayOptions? world = null, MemoryBounds? bounds = null)
    {
        var time = new FakeTimeProvider();
        var gateway = await SimulatedGateway.StartAsync(
            (world ?? new SimulatedGatewayOptions()) with
            {
                RecommendedShards = shards,
                MaxConcurrency = 16,
                ForgetAcknowledged = true,
                TimeProvider = time,
            },
            TestContext.Current.CancellationToken);
        return new TestFleet(
            gateway, new FleetPlan { Name = "bot", ShardCount = shards, GroupSize = groupSize, Partitions = 4 }, time, bounds);
    }

    /// <summary>Starts a node with an engine of its own.</summary>
    public async Task<(FleetNode Node, MemoryEngine Engine)> AddNodeAsync(
        string name, Func<FleetNodeOptions, FleetNodeOptions>? change = null)
    {
        var engine = Broker.Connect();
        return (await AddNodeAsync(name, engine, change), engine);
    }

    /// <summary>Starts a node with an engine that a test has made.</summary>
    public async Task<FleetNode> AddNodeAsync(string name, IFleetEngine engine, Func<FleetNodeOptions, FleetNodeOptions>? change = null)
    {
        var options = new FleetNodeOptions
        {
            Name = name,
            Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages,
            Cluster = new ClusterOptions { Api = Gateway.Api, TimeProvider = Time },
        };
        var node = new FleetNode(engine, Gateway.Token, change is null ? options : change(options));
        node.Cluster.Error += Errors.Enqueue;
        nodes.Add(node);
        await RunAsync(node.StartAsync(TestContext.Current.CancellationToken));
        return node;
    }

    /// <summary>
    /// Starts the node <c>one</c>, and <c>two</c> when all shards of <c>one</c> are connected; waits until both have groups.
    /// </summary>
    public async Task<(FleetNode First, MemoryEngine FirstEngine, FleetNode Second)> AddTwoNodesAsync()
    {
        var (first, engine) = await AddNodeAsync("one");
        await ReadyAsync(engine.Plan.ShardCount);
        var (second, _) = await AddNodeAsync("two");
        int[] groups = [.. Enumerable.Range(0, engine.Plan.Groups)];
        int[] ofSecond = [.. groups.Where(group => Rendezvous.Choose(["one", "two"], group) == "two")];
        await UntilAsync(
            () => second.Groups.SequenceEqual(ofSecond) && first.Groups.SequenceEqual(groups.Except(ofSecond)), "the groups");
        return (first, engine, second);
    }

    /// <summary>Starts a worker with an engine of its own.</summary>
    public Task<FleetWorker> AddWorkerAsync(string group, params IGatewayHandler[] handlers) =>
        AddWorkerAsync(group, options => options, handlers);

    /// <summary>Starts a worker with an engine and options of its own.</summary>
    public async Task<FleetWorker> AddWorkerAsync(
        string group, Func<FleetWorkerOptions, FleetWorkerOptions> change, params IGatewayHandler[] handlers)
    {
        var worker = new FleetWorker(Broker.Connect(), change(new FleetWorkerOptions { Group = group, TimeProvider = Time }));
        worker.Dispatcher.Error += Errors.Enqueue;
        foreach (var handler in handlers)
        {
            worker.AddHandler(handler);
        }

        workers.Add(worker);
        await RunAsync(worker.StartAsync(TestContext.Current.CancellationToken));
        return worker;
    }

    /// <summary>Lets the clock run until something has happened.</summary>
    public Task UntilAsync(Func<bool> condition, string what) => UntilAsync(condition, what, Step);

    private async Task UntilAsync(Func<bool> condition, string what, TimeSpan step)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(start) < Patience,
                $"{what}: it did not happen in time. {string.Join(" | ", Errors.Select(error => error.Message).Distinct())}");
            Time.Advance(step);
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Lets the clock run until a task has ended.</summary>
    public async Task RunAsync(Task task)
    {
        await UntilAsync(() => task.IsCompleted, "a task");
        await task;
    }

    /// <summary>Lets the clock run for a time.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        var end = Time.GetUtcNow() + time;
        await UntilAsync(() => Time.GetUtcNow() >= end, "time", time > TimeSpan.FromMinutes(1) ? TimeSpan.FromSeconds(1) : Step);
    }

    /// <summary>Waits until Discord has a number of connected sessions.</summary>
    public Task ReadyAsync(int sessions) =>
        UntilAsync(() => Gateway.Sessions.Count(one => one.Connected) == sessions, $"{sessions} connected sessions");

    /// <summary>Sends events <c>X</c> with consecutive numbers to a shard.</summary>
    public void Send(int shard, int first, int last)
    {
        for (int number = first; number <= last; number++)
        {
            Assert.Equal(1, Gateway.DispatchToShard(shard, "X", number.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>The number that <see cref="Send"/> has written.</summary>
    public static int NumberOf(in Dispatch dispatch) => int.Parse(Encoding.UTF8.GetString(dispatch.Data), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        Broker.IsAvailable = true;
        var stopped = Task.WhenAll(
            nodes.Select(node => node.DisposeAsync().AsTask()).Concat(workers.Select(worker => worker.DisposeAsync().AsTask())));
        await UntilAsync(() => stopped.IsCompleted, "the stop");
        await stopped;
        await Gateway.DisposeAsync();
    }
}
