using System.Collections.Concurrent;
using System.Text;
using NATS.Client.Core;
using Spectacles.Gateway.Fleet;
using Spectacles.Gateway.Testing;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>What nodes and workers can and can't do with the permissions of docs/fleet.md.</summary>
public sealed class PermissionTests
{
    private readonly ConcurrentQueue<string> handled = new();
    private readonly ConcurrentQueue<string> errors = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Node_and_worker_have_the_permissions_that_they_need()
    {
        var plan = TestOptions.NewPlan();
        await using var server = await DocumentedUsers.StartAsync(plan);
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { RecommendedShards = plan.ShardCount, MaxConcurrency = 16 }, Cancel);
        await using var nodeEngine = await DocumentedUsers.ConnectAsync(server, plan, NatsRole.Node, Cancel);
        await using var workerEngine = await DocumentedUsers.ConnectAsync(server, plan, NatsRole.Worker, Cancel);
        await using var worker = NewWorker(workerEngine);
        await worker.StartAsync(Cancel);
        await using var node = await StartNodeAsync(nodeEngine, gateway);
        await UntilAsync(() => node.GetStatus().ShardsReady == plan.ShardCount);

        gateway.DispatchToShard(0, "X", "\"good\"");
        gateway.DispatchToShard(1, "X", "\"bad\"");
        gateway.DispatchToShard(2, "X", "\"single\"");
        gateway.DispatchToShard(3, "TYPING_START", "\"fleeting\"");
        gateway.DispatchToShard(3, "INTERACTION_CREATE", "\"interaction\"");

        string[] expected = ["\"bad\"", "\"bad\"", "\"fleeting\"", "\"good\"", "\"interaction\"", "\"single\""];
        await UntilAsync(() => handled.Count >= expected.Length && worker.EventsBuried == 1);
        Assert.Equal(expected, handled.Order(StringComparer.Ordinal));
        await UntilAsync(() => gateway.Received.Any(one => one.Opcode == Opcode.PresenceUpdate));
        await using var all = await NatsEngine.ConnectAsync(TestOptions.For(plan, server.Url), Cancel);
        Assert.Equal(1, await all.Events.DeadLetters.CountAsync(DocumentedUsers.WorkerGroup, Cancel));
        await UntilAsync(() => Unread(all).Result == 0);
        await using var second = await DocumentedUsers.ConnectAsync(server, plan, NatsRole.Worker, Cancel);
        Assert.NotNull(await second.SharedState.TryWriteAsync($"crashes.{DocumentedUsers.WorkerGroup}.0", "a 1"u8.ToArray(), 0, Cancel));
        await using var members = await second.Requests.ReceiveAsync("members.a", queue: null, maxInFlight: 1, (_, _) => default, Cancel);
        Assert.Equal(0, node.GetStatus().InteractionsMissed);
        await node.StopAsync(Cancel);
        Assert.Equal(["bad", "bad", "dead letter"], errors.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Worker_has_no_permission_to_do_what_nodes_do()
    {
        var plan = TestOptions.NewPlan();
        await using var server = await DocumentedUsers.StartAsync(plan);
        await using var node = await DocumentedUsers.ConnectAsync(server, plan, NatsRole.Node, Cancel);
        await node.NodeState.TryWriteAsync("group.0", "secret"u8.ToArray(), 0, Cancel);
        await using var connection = DocumentedUsers.Connect(server, NatsRole.Worker);
        var refused = new ConcurrentQueue<string>();
        connection.ServerError += (_, e) =>
        {
            refused.Enqueue(e.Error);
            return default;
        };
        string nodes = $"FLEET_{plan.Name}_NODES";
        string events = $"FLEET_{plan.Name}_EVENTS_0";
        string log = $"fleet.{plan.Name}.log.0";
        string ask = $"fleet.{plan.Name}.ask";
        string shared = $"$KV.FLEET_{plan.Name}_SHARED";
        string[] published =
        [
            $"{log}.pack.0", $"{log}.event.0.0.X", $"{log}.fence.0", $"{log}.retry.other", $"fleet.{plan.Name}.dead.other",
            $"{ask}.interactions", $"{ask}.node.one", $"_INBOX.{plan.Name}.node.a",
            $"$KV.{nodes}.group.0", $"$KV.{nodes}._fence.0", $"{shared}.plan.agreement", $"{shared}.interest.other",
            $"$JS.API.STREAM.MSG.GET.KV_{nodes}", $"$JS.API.STREAM.INFO.KV_{nodes}", $"$JS.API.STREAM.SNAPSHOT.KV_{nodes}",
            $"$JS.API.DIRECT.GET.KV_{nodes}", $"$JS.API.DIRECT.GET.KV_{nodes}.$KV.{nodes}.group.0",
            $"$JS.API.CONSUMER.CREATE.KV_{nodes}", $"$JS.API.CONSUMER.CREATE.KV_{nodes}.spy",
            $"$JS.API.CONSUMER.CREATE.KV_{nodes}.spy.$KV.{nodes}.group.0", $"$JS.API.CONSUMER.DURABLE.CREATE.KV_{nodes}.spy",
            $"$JS.API.CONSUMER.MSG.NEXT.KV_{nodes}.spy", $"$JS.API.STREAM.DELETE.{events}", $"$JS.API.STREAM.PURGE.{events}",
            $"$JS.API.STREAM.UPDATE.{events}", "$JS.API.STREAM.CREATE.SPY", $"$JS.API.STREAM.MSG.DELETE.{events}",
            $"$JS.API.STREAM.MSG.GET.{events}", $"$JS.API.CONSUMER.DELETE.{events}.main_0",
        ];
        string[] subscribed =
        [
            ">", "_INBOX.>", $"_INBOX.{plan.Name}.>", $"_INBOX.{plan.Name}.node.>", $"fleet.{plan.Name}.>", $"{ask}.command.0",
            $"{ask}.node.one", $"$KV.{nodes}.>",
        ];

        foreach (string subject in published)
        {
            await connection.PublishAsync(subject, "{}", cancellationToken: Cancel);
        }

        foreach (string subject in subscribed)
        {
            await connection.SubscribeCoreAsync<string>(subject, cancellationToken: Cancel);
        }

        await UntilAsync(() => refused.Count >= published.Length + subscribed.Length);
        Assert.All(published, subject => Assert.Contains(refused, one => IsRefusal(one, "Publish", subject)));
        Assert.All(subscribed, subject => Assert.Contains(refused, one => IsRefusal(one, "Subscription", subject)));
    }

    [Fact]
    public async Task Process_with_the_permissions_of_a_worker_is_refused_as_a_node()
    {
        var plan = TestOptions.NewPlan();
        await using var server = await DocumentedUsers.StartAsync(plan);
        await using var node = await DocumentedUsers.ConnectAsync(server, plan, NatsRole.Node, Cancel);
        var options = TestOptions.For(plan, server.Url) with
        {
            Authentication = new NatsAuthOpts { Username = "worker", Password = "worker" },
        };

        var refused = await Assert.ThrowsAsync<FleetException>(() => NatsEngine.ConnectAsync(options, Cancel));

        Assert.True(refused.IsConfigurationError);
        Assert.Contains($"_INBOX.{plan.Name}.node.>", refused.Message, StringComparison.Ordinal);
    }

    private static bool IsRefusal(string error, string what, string subject) =>
        error.Contains($"Permissions Violation for {what} to \"{subject}\"", StringComparison.OrdinalIgnoreCase);

    private static Task<long> Unread(NatsEngine engine) =>
        engine.Events.CountUnreadAsync(DocumentedUsers.WorkerGroup, Cancel).AsTask();

    private async Task<FleetNode> StartNodeAsync(NatsEngine engine, SimulatedGateway gateway)
    {
        var node = new FleetNode(engine, gateway.Token, new FleetNodeOptions
        {
            Name = "one",
            Intents = GatewayIntents.Guilds | GatewayIntents.DirectMessageTyping,
            Classes = new Dictionary<string, EventClass> { ["TYPING_START"] = EventClass.Fleeting },
            Cluster = new ClusterOptions { Api = gateway.Api },
        });
        node.Cluster.Error += error => errors.Enqueue(error.ToString());
        await node.StartAsync(Cancel);
        return node;
    }

    private async Task UntilAsync(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(start) < NatsServer.Patience,
                $"it did not happen in time. Handled: {string.Join(", ", handled)}. Errors: {string.Join(" | ", errors)}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancel);
        }
    }

    private FleetWorker NewWorker(NatsEngine engine)
    {
        var worker = new FleetWorker(engine, new FleetWorkerOptions
        {
            Group = DocumentedUsers.WorkerGroup,
            MaxAttempts = 2,
            RetryDelay = TimeSpan.FromMilliseconds(10),
        });
        worker.Dispatcher.Error += error => errors.Enqueue(
            error.Exception?.Message == "bad" ? "bad" : error.Message.Contains("dead letter", StringComparison.Ordinal) ? "dead letter"
            : error.ToString());
        foreach (string name in (string[])["X", "TYPING_START", "INTERACTION_CREATE"])
        {
            worker.AddHandler(new Handler(name, Note));
        }

        return worker;
    }

    private async ValueTask NoteAsync(string data, Shard shard, CancellationToken cancellationToken)
    {
        handled.Enqueue(data);
        if (data == "\"bad\"")
        {
            throw new InvalidOperationException("bad");
        }

        if (data == "\"single\"")
        {
            await shard.SendAsync(new UpdatePresence(BotStatus.Idle), cancellationToken: cancellationToken);
        }
    }

    private ValueTask Note(in Dispatch dispatch, Shard shard, CancellationToken cancellationToken) =>
        NoteAsync(Encoding.UTF8.GetString(dispatch.Data), shard, cancellationToken);
}
