using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>What a shard and its cluster tell of a life, against the simulated gateway over a real socket.</summary>
public sealed class ShardEventTests : IAsyncDisposable
{
    private readonly LiveGateway live = new();
    private readonly FakeTimeProvider discordsTime = new();
    private readonly ConcurrentQueue<string> told = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Fact]
    public async Task Lifecycle_events_are_raised_in_order()
    {
        var cluster = await MakeAsync();
        var exited = new TaskCompletionSource<GatewayException>();
        cluster.Connecting += shard => told.Enqueue($"connecting {shard.Id}");
        cluster.Opened += shard => told.Enqueue($"opened {shard.Id}");
        cluster.Ready += shard => told.Enqueue($"ready {shard.State}");
        cluster.Resumed += shard => told.Enqueue($"resumed {shard.State}");
        cluster.Disconnecting += (shard, close) => told.Enqueue($"disconnecting {shard.Id} {close.Code} {close.Origin} {close.WillResume}");
        cluster.Closed += (shard, close) => told.Enqueue($"closed {shard.Id} {close.Code} {close.Origin} {close.WillResume}");
        cluster.Failed += (_, failure) => exited.SetResult(failure);
        var shard = await StartAsync(cluster);
        discordsTime.Advance(TimeSpan.FromSeconds(6));

        await ResumeAfterAsync(shard, () => live.Gateway.ConnectionOf(0).Close(4000));
        await ResumeAfterAsync(shard, live.Gateway.ConnectionOf(0).Drop);
        await ResumeAfterAsync(shard, live.Gateway.ConnectionOf(0).RequestReconnect);
        live.Gateway.ConnectionOf(0).Close(CloseCode.DisallowedIntents);
        var failure = await exited.Task.WaitAsync(LiveGateway.Patience, Cancel);

        // A dial that fails is no step of this life: it is an error, and the next one follows.
        string[] all = [.. told];
        string[] life =
        [
            .. all.Where((one, index) => one != "connecting 0" || index + 1 == all.Length || all[index + 1] != "connecting 0"),
        ];
        Assert.IsType<GatewayClosedException>(failure);
        Assert.Equal(
            [
                "connecting 0", "opened 0", "ready Ready",
                "closed 0 4000 Server True", "connecting 0", "opened 0", "resumed Ready",
                "closed 0  Lost True", "connecting 0", "opened 0", "resumed Ready",
                "disconnecting 0 4900 Client True", "closed 0 4900 Client True", "connecting 0", "opened 0", "resumed Ready",
                "closed 0 4014 Server False",
            ],
            life);
    }

    [Fact]
    public async Task StateChanged_is_raised_once_per_transition_in_order_with_its_reason()
    {
        var cluster = await MakeAsync();
        cluster.StateChanged += (shard, step) => told.Enqueue($"{shard.Id} {step.From} {step.To} {step.Reason}");
        var shard = await StartAsync(cluster);
        await shard.DisconnectAsync().WaitAsync(LiveGateway.Patience, Cancel);

        Assert.Equal(
            [
                "0 Idle Connecting a new session", "0 Connecting Identifying HELLO", "0 Identifying Ready READY",
                "0 Ready Disconnected DisconnectAsync was called",
            ],
            told);
        Assert.Equal(told, shard.Inside().GetStatus().Transitions.Select(step => $"0 {step.From} {step.To} {step.Reason}"));
    }

    [Fact]
    public async Task Sending_and_Received_show_messages_without_the_token()
    {
        var cluster = await MakeAsync();
        cluster.Sending += (shard, payload) => told.Enqueue($"out {Encoding.UTF8.GetString(payload)}");
        cluster.Received += (shard, payload) => told.Enqueue($"in {Encoding.UTF8.GetString(payload)}");
        var shard = await StartAsync(cluster);
        await shard.SendAsync(new UpdatePresence(BotStatus.Idle), cancellationToken: Cancel);
        await shard.ReconnectAsync(cancellationToken: Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        await shard.HeartbeatAsync();

        Assert.DoesNotContain(told, message => message.Contains(live.Gateway.Token, StringComparison.Ordinal));
        string[] sent = [.. told.Where(message => message.StartsWith("out ", StringComparison.Ordinal))];
        Assert.StartsWith("out {\"op\":2,\"d\":{\"token\":\"***\",", sent[0], StringComparison.Ordinal);
        Assert.StartsWith("out {\"op\":3,", sent[1], StringComparison.Ordinal);
        Assert.StartsWith("out {\"op\":6,\"d\":{\"token\":\"***\",", sent[2], StringComparison.Ordinal);
        Assert.StartsWith("out {\"op\":1,", sent[3], StringComparison.Ordinal);
        Assert.StartsWith("in {\"t\":null,\"s\":null,\"op\":10,", told.First(), StringComparison.Ordinal);
        Assert.Contains(told, message => message.Contains("\"READY\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Shard_listeners_are_called_before_cluster_listeners_and_can_be_removed()
    {
        var cluster = await MakeAsync();
        var shard = await StartAsync(cluster);
        Action<Shard> own = _ => told.Enqueue("own");
        cluster.Resumed += _ => told.Enqueue("cluster");
        shard.Resumed += own;
        await shard.ReconnectAsync(cancellationToken: Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        await LiveGateway.UntilAsync(() => told.Count == 2);
        shard.Resumed -= own;
        await shard.ReconnectAsync(cancellationToken: Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        await LiveGateway.UntilAsync(() => told.Count == 3);

        Assert.Equal(["own", "cluster", "cluster"], told);
    }

    [Fact]
    public async Task Exception_of_a_listener_is_reported_and_does_not_affect_other_listeners()
    {
        var cluster = await MakeAsync();
        var errors = new ConcurrentQueue<GatewayError>();
        cluster.Error += errors.Enqueue;
        cluster.Opened += _ => throw new InvalidOperationException("first");
        cluster.Opened += _ => told.Enqueue("second");
        cluster.Received += (_, _) => throw new InvalidOperationException("payload");
        var shard = await StartAsync(cluster);

        Assert.Equal(ShardState.Ready, shard.State);
        Assert.Equal(["second"], told);
        Assert.All(errors, error => Assert.Equal(GatewayErrorKind.Listener, error.Kind));
        Assert.Contains("a listener of Opened threw InvalidOperationException: first", errors.First().Message, StringComparison.Ordinal);
        Assert.Contains(errors, error => error.Message.Contains("Received", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Shard_error_is_also_raised_on_the_listeners_of_the_shard()
    {
        var cluster = await MakeAsync(new Handler("X", (in _, _, _) => throw new InvalidOperationException("handler")));
        var shard = await StartAsync(cluster);
        shard.Error += error => told.Enqueue($"shard {error.Message}");
        cluster.Error += error => told.Enqueue($"cluster {error.Message}");
        live.Gateway.DispatchToAll("X", "{}");
        await LiveGateway.UntilAsync(() => told.Count == 2);

        Assert.Equal(["shard", "cluster"], told.Select(one => one.Split(' ')[0]));
        Assert.All(told, one => Assert.EndsWith("handler (sequence 2)", one, StringComparison.Ordinal));
    }

    private async Task ResumeAfterAsync(Shard shard, Action trouble)
    {
        int before = told.Count(one => one.StartsWith("resumed", StringComparison.Ordinal));
        trouble();
        await LiveGateway.UntilAsync(() => told.Count(one => one.StartsWith("resumed", StringComparison.Ordinal)) > before);
        await shard.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
    }

    private Task<Cluster> MakeAsync(params IGatewayHandler[] handlers) =>
        live.MakeAsync(
            new SimulatedGatewayOptions { RecommendedShards = 1, Guilds = 0, TimeProvider = discordsTime },
            new ClusterOptions { TimeProvider = new FastTime() },
            handlers);

    private static async Task<Shard> StartAsync(Cluster cluster)
    {
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        return cluster.Shards[0];
    }
}
