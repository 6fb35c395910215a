using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests.Seed;

/// <summary>
/// What the seed did and what is done here instead, where no other test shows it: against the simulated gateway over real sockets.
/// </summary>
public sealed class SeedBehaviourTests : IAsyncDisposable
{
    private readonly LiveGateway live = new();
    private readonly FakeTimeProvider discordsTime = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Fact]
    public async Task IDENTIFY_has_current_properties_and_intents_and_the_configured_presence()
    {
        var shard = await StartAsync(
            new ClusterOptions { Intents = GatewayIntents.GuildMessages, Presence = new UpdatePresence(BotStatus.Idle) });

        var identify = await live.Gateway.WaitForPayloadAsync(Opcode.Identify, Cancel);
        Assert.Contains("\"properties\":{\"os\":", identify.Data, StringComparison.Ordinal);
        Assert.DoesNotContain("\"$", identify.Data, StringComparison.Ordinal);
        Assert.Contains($"\"intents\":{(long)GatewayIntents.GuildMessages},", identify.Data, StringComparison.Ordinal);
        Assert.Contains("\"shard\":[0,1]", identify.Data, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"idle\"", identify.Data, StringComparison.Ordinal);
        Assert.Equal(live.Gateway.World.ApplicationId, shard.ApplicationId);
    }

    [Fact]
    public async Task Shard_reports_the_gateway_version_of_its_connections()
    {
        live.GatewayOptions = new GatewayOptions { ApiVersion = 9 };
        var shard = await StartAsync();

        Assert.Equal((9, 9), (shard.ApiVersion, (await live.Gateway.WaitForOpenAsync(Cancel)).ApiVersion));
    }

    [Fact]
    public async Task Session_resumes_at_the_resume_URL_or_at_the_main_URL_when_that_is_down()
    {
        var shard = await StartAsync();
        Assert.False((await live.Gateway.WaitForOpenAsync(Cancel)).AtResumeAddress);

        live.Gateway.ConnectionOf(0).Drop();
        Assert.True((await live.Gateway.WaitForOpenAsync(Cancel)).AtResumeAddress);
        await LiveGateway.UntilAsync(() => shard.Resumes == 1);
        live.Gateway.Script.ResumeAddressDown = true;
        live.Gateway.ConnectionOf(0).Drop();

        Assert.False((await live.Gateway.WaitForOpenAsync(Cancel)).AtResumeAddress);
        await LiveGateway.UntilAsync(() => shard.Resumes == 2);
    }

    [Fact]
    public async Task Command_before_READY_waits_or_fails_as_requested()
    {
        var turn = new LateTurn();
        live.GatewayOptions = new GatewayOptions { IdentifyQueue = turn };
        var cluster = await live.MakeAsync();
        await cluster.SpawnAsync(Cancel);
        var shard = cluster.Shards[0];

        var waits = shard.SendAsync(new UpdateVoiceState(1, null), cancellationToken: Cancel).AsTask();
        await Assert.ThrowsAsync<GatewayException>(
            async () => await shard.SendAsync(new UpdateVoiceState(2, null), WhenNotReady.Fail, Cancel));
        Assert.False(waits.IsCompleted);
        turn.Come.SetResult();

        await waits.WaitAsync(LiveGateway.Patience, Cancel);
        Assert.Contains("\"1\"", (await live.Gateway.WaitForPayloadAsync(Opcode.VoiceStateUpdate, Cancel)).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zlib_stream_message_ends_with_the_suffix()
    {
        await live.MakeAsync();
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        await socket.ConnectAsync(new Uri(live.Gateway.Url, "/?v=10&encoding=json&compress=zlib-stream"), Cancel);
        byte[] message = new byte[4096];

        var received = await socket.ReceiveAsync(message, Cancel);

        Assert.True(message.AsSpan(0, received.Count).EndsWith(Shard.ZlibSuffix));
    }

    [Fact]
    public async Task Text_message_is_read_on_a_compressed_connection()
    {
        await StartAsync();

        live.Gateway.ConnectionOf(0).SendRaw("""{"op":1,"d":null}""");

        Assert.Equal(1, (await live.Gateway.WaitForPayloadAsync(Opcode.Heartbeat, Cancel)).Sequence);
    }

    [Fact]
    public async Task Message_that_cannot_be_inflated_closes_the_connection_without_losing_events()
    {
        var shard = await StartAsync();
        var received = shard.NextAsync("X", Cancel);

        live.Gateway.ConnectionOf(0).Faults.CorruptNextMessage();
        live.Gateway.DispatchToAll("X", "1");

        Assert.Equal("1"u8.ToArray(), await received.WaitAsync(LiveGateway.Patience, Cancel));
        Assert.Equal(1, shard.Resumes);
    }

    [Fact]
    public async Task Dispatch_named_like_a_shard_event_does_not_raise_it()
    {
        var told = new ConcurrentQueue<string>();
        var shard = await StartAsync();
        shard.Error += error => told.Enqueue(error.Message);
        shard.Opened += _ => told.Enqueue("opened");
        shard.On("error", (data, _) => told.Enqueue($"error {Encoding.UTF8.GetString(data)}"));
        shard.On("open", (data, _) => told.Enqueue($"open {Encoding.UTF8.GetString(data)}"));

        live.Gateway.DispatchToAll("error", "1");
        live.Gateway.DispatchToAll("open", "2");

        await LiveGateway.UntilAsync(() => told.Count == 2);
        Assert.Equal(["error 1", "open 2"], told);
    }

    [Fact]
    public async Task Requested_heartbeat_is_sent_at_once()
    {
        await StartAsync();

        live.Gateway.ConnectionOf(0).RequestHeartbeat();

        Assert.Equal(1, (await live.Gateway.WaitForPayloadAsync(Opcode.Heartbeat, Cancel)).Sequence);
    }

    [Fact]
    public async Task Connection_without_heartbeat_acknowledgements_is_closed_and_resumed()
    {
        var time = new FakeTimeProvider();
        var shard = await StartAsync(new ClusterOptions { TimeProvider = time });
        live.Gateway.ConnectionOf(0).Faults.WithholdHeartbeatAcks = true;

        await LiveGateway.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return shard.Resumes == 1;
        });

        Assert.Equal(4900, (await live.Gateway.WaitForCloseAsync(Cancel)).Code);
        Assert.Equal(1, live.Gateway.Counters.Identifies);
    }

    [Fact]
    public async Task Invalid_session_is_replaced_after_one_to_five_seconds()
    {
        var time = new FakeTimeProvider();
        var shard = await StartAsync(new ClusterOptions { TimeProvider = time });
        discordsTime.Advance(TimeSpan.FromSeconds(6));
        live.Gateway.ConnectionOf(0).InvalidateSession(resumable: false);
        await LiveGateway.UntilAsync(() => shard.State == ShardState.Disconnected);

        await LiveGateway.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            return live.Gateway.Counters.Identifies == 2;
        });

        var steps = ((GatewayShard)shard).GetStatus().Transitions;
        var left = steps.First(step => step.To == ShardState.Disconnected);
        var begun = steps.First(step => step.From == ShardState.Disconnected);
        Assert.True(begun.At - left.At >= TimeSpan.FromSeconds(1), $"it came back after {begun.At - left.At}");
        Assert.Equal(0, live.Gateway.Counters.Resumes);
    }

    [Fact]
    public async Task Invalid_but_resumable_session_is_resumed()
    {
        var shard = await StartAsync();

        live.Gateway.ConnectionOf(0).InvalidateSession(resumable: true);

        await LiveGateway.UntilAsync(() => shard.Resumes == 1);
        Assert.Equal((1, 1), (live.Gateway.Counters.Identifies, live.Gateway.Counters.Resumes));
    }

    [Fact]
    public async Task Custom_transport_is_used_by_the_shard()
    {
        var transport = new CountingConnection();
        var shard = await StartAsync(new ClusterOptions { ConnectionFactory = () => transport });

        await shard.SendAsync(new UpdateVoiceState(1, null), cancellationToken: Cancel);

        await live.Gateway.WaitForPayloadAsync(Opcode.VoiceStateUpdate, Cancel);
        Assert.Equal(2, transport.Sent);
    }

    [Fact]
    public async Task Status_and_log_contain_the_actions_of_a_shard()
    {
        var log = new LogLines();
        var shard = await StartAsync(new ClusterOptions { LoggerFactory = log, TimeProvider = new FastTime() });
        await shard.HeartbeatAsync();
        await LiveGateway.UntilAsync(() => shard.Latency is not null);
        await shard.ResumeAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);

        var status = Assert.Single(live.Cluster.GetStatus().Shards);
        Assert.Equal((ShardState.Ready, 1, shard.EventsReceived), (status.State, status.Resumes, status.EventsReceived));
        Assert.NotNull(status.Latency);
        Assert.Contains(log.Lines, line => line.Text.Contains("RESUMED", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Error_without_a_listener_is_written_to_standard_error_and_stops_nothing()
    {
        await live.MakeAsync();
        await using var cluster = new Cluster(new Gateway(live.Gateway.Token, new GatewayOptions { Api = live.Gateway.Api }));
        cluster.AddHandler(new Handler("X", (in _, _, _) => throw new InvalidOperationException("nobody listens to this")));
        var before = Console.Error;
        using var written = new StringWriter();
        Console.SetError(TextWriter.Synchronized(written));
        try
        {
            await cluster.SpawnAsync(Cancel);
            await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
            live.Gateway.DispatchToAll("X", "{}");
            live.Gateway.ConnectionOf(0).RequestHeartbeat();
            await live.Gateway.WaitForPayloadAsync(Opcode.Heartbeat, Cancel);
        }
        finally
        {
            Console.SetError(before);
        }

        Assert.Contains("nobody listens to this", written.ToString(), StringComparison.Ordinal);
        Assert.Equal(ShardState.Ready, cluster.Shards[0].State);
    }

    private async Task<Shard> StartAsync(ClusterOptions? options = null)
    {
        var cluster = await live.MakeAsync(
            new SimulatedGatewayOptions { Guilds = 0, TimeProvider = discordsTime },
            options ?? new ClusterOptions { TimeProvider = new FastTime() });
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        return cluster.Shards[0];
    }

    private sealed class LateTurn : IIdentifyQueue
    {
        public TaskCompletionSource Come { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask WaitAsync(int shardId, int maxConcurrency, CancellationToken cancellationToken) =>
            await Come.Task.WaitAsync(cancellationToken);
    }
}
