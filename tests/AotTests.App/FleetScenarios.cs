using Spectacles.Gateway;
using Spectacles.Gateway.Fleet;
using Spectacles.Gateway.Testing;

namespace AotTests.App;

/// <summary>A node and a worker in this process, with either engine.</summary>
internal static class FleetScenarios
{
    private static readonly FleetPlan Plan = new() { Name = "aot", ShardCount = 4, GroupSize = 2, Partitions = 2 };

    public static async Task RunsInMemory()
    {
        var broker = new MemoryBroker(Plan);
        await using var node = broker.Connect();
        await using var worker = broker.Connect();
        await RunAsync(node, worker);
    }

    public static async Task RunsOnNats(string url)
    {
        var options = new NatsEngineOptions { Plan = Plan, Url = url, MaxBytes = 32 << 20 };
        await using var node = await NatsEngine.ConnectAsync(options);
        await using var worker = await NatsEngine.ConnectAsync(options with { Role = NatsRole.Worker });
        await RunAsync(node, worker);
    }

    /// <summary>
    /// The handler answers the first event by a command, which the node sends. It fails at the second, without a guild, which is tried
    /// again and becomes a dead letter.
    /// </summary>
    private static async Task RunAsync(IFleetEngine nodeEngine, IFleetEngine workerEngine)
    {
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { RecommendedShards = Plan.ShardCount, MaxConcurrency = 16 });
        var handler = new EchoHandler();
        var buried = new TaskCompletionSource();
        await using var worker = new FleetWorker(
            workerEngine, new FleetWorkerOptions { Group = "main", MaxAttempts = 2, RetryDelay = TimeSpan.FromMilliseconds(10) });
        worker.AddHandler(handler);
        worker.Dispatcher.Error += error =>
        {
            if (error.Message.Contains("dead letter", StringComparison.Ordinal))
            {
                buried.TrySetResult();
            }
        };
        await worker.StartAsync();
        await using var node = new FleetNode(
            nodeEngine,
            gateway.Token,
            new FleetNodeOptions
            {
                Name = "one",
                Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.DirectMessages,
                Cluster = new ClusterOptions { Api = gateway.Api },
            });
        await node.StartAsync();
        while (node.GetStatus().ShardsReady < Plan.ShardCount)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        gateway.DispatchToShard(0, "MESSAGE_CREATE", Payloads.Message);
        await gateway.WaitForPayloadAsync(Opcode.VoiceStateUpdate);
        gateway.DispatchToShard(1, "MESSAGE_CREATE", Payloads.Message.Replace(",\"guild_id\":\"4\"", "", StringComparison.Ordinal));
        await buried.Task;

        var status = await FleetStatus.ReadAsync(nodeEngine);
        Expect.Equal(Plan.Groups, node.Groups.Count);
        Expect.Equal(1, status.WorkerGroups.Single().DeadLetters);
        Expect.Equal(3, handler.Typed);
        Expect.Equal(0, gateway.Violations.Count);
    }
}
