using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests.Seed;

/// <summary>
/// The defects of the seed that are about sequences and time, which are not here: against the simulated gateway over real sockets, where
/// each side has a clock that the test moves.
/// </summary>
public sealed class SeedDefectTests : IAsyncDisposable
{
    private readonly LiveGateway live = new();
    private readonly FakeTimeProvider time = new();
    private readonly FakeTimeProvider discordsTime = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        // A stop has deadlines on the clock that stands still.
        var disposing = live.DisposeAsync().AsTask();
        while (!disposing.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, CancellationToken.None);
        }

        await disposing;
    }

    [Fact]
    public async Task RESUME_contains_the_session_and_the_sequence_of_the_last_event()
    {
        var shard = await StartAsync();
        string session = shard.SessionId!;
        for (int i = 0; i < 5; i++)
        {
            live.Gateway.DispatchToAll("X", "{}");
        }

        await LiveGateway.UntilAsync(() => shard.Sequence == live.Gateway.Sessions[0].Sequence);
        live.Gateway.ConnectionOf(0).Drop();

        var resume = await live.Gateway.WaitForPayloadAsync(Opcode.Resume, Cancel);
        Assert.Equal((session, 6), (resume.SessionId, resume.Sequence));
    }

    [Fact]
    public async Task Commands_beyond_120_in_60_seconds_wait()
    {
        var shard = await StartAsync();
        int room = CommandLimiter.Limit - CommandLimiter.ReservedFor(TimeSpan.FromSeconds(41.25)) - 1;
        Task[] commands =
        [
            .. Enumerable.Range(0, 200).Select(_ => shard.SendAsync(new UpdateVoiceState(1, null), cancellationToken: Cancel).AsTask()),
        ];

        await LiveGateway.UntilAsync(() => Commands() >= room);
        Assert.Equal(room, Commands());
        discordsTime.Advance(TimeSpan.FromSeconds(61));
        time.Advance(TimeSpan.FromSeconds(61));

        await AdvanceUntilAsync(Task.WhenAll(commands));
        await LiveGateway.UntilAsync(() => Commands() == 200);
        Assert.Empty(live.Gateway.Violations);
    }

    [Fact]
    public async Task Clusters_of_one_token_share_the_gateway_and_the_identify_queue()
    {
        await live.MakeAsync(
            new SimulatedGatewayOptions
            {
                Token = "seed.one.token",
                RecommendedShards = 4,
                MaxConcurrency = 2,
                TimeProvider = discordsTime,
            });
        var options = new ClusterOptions { Api = live.Gateway.Api, TimeProvider = time };
        await using var first = new Cluster(live.Gateway.Token, options);
        await using var second = new Cluster(live.Gateway.Token, options);
        await Task.WhenAll(first.SpawnAsync(..2, 4, Cancel), second.SpawnAsync(2.., 4, Cancel));

        await LiveGateway.UntilAsync(() => live.Gateway.Sessions.Count == 2);
        Assert.Equal(2, live.Gateway.Counters.Identifies);
        discordsTime.Advance(TimeSpan.FromSeconds(5.25));
        await AdvanceUntilAsync(() => live.Gateway.Sessions.Count == 4);

        Assert.Same(first.Gateway, second.Gateway);
        Assert.Empty(live.Gateway.Violations);
        Assert.Equal(1, live.Gateway.Calls.Count(call => call.Path == "/gateway/bot"));
        Assert.Equal(996, first.Gateway.SessionStartLimit.Remaining);
        await AdvanceUntilAsync(Task.WhenAll(first.StopAsync(), second.StopAsync()));
    }

    [Fact]
    public async Task RESUME_does_not_wait_for_the_identify_queue()
    {
        var shard = await StartAsync();

        live.Gateway.ConnectionOf(0).Drop();

        await LiveGateway.UntilAsync(() => shard.Resumes == 1);
        Assert.Equal((1, 1), (live.Gateway.Counters.Identifies, live.Gateway.Counters.Resumes));
    }

    [Fact]
    public async Task Shards_without_remaining_session_starts_wait_to_identify()
    {
        var cluster = await live.MakeAsync(
            new SimulatedGatewayOptions
            {
                SessionStartsRemaining = 0,
                HeartbeatInterval = TimeSpan.FromMinutes(5),
                HeartbeatTolerance = 1000,
                TimeProvider = discordsTime,
            },
            new ClusterOptions { TimeProvider = time });
        var errors = new List<GatewayError>();
        cluster.HearErrors(errors.Add);
        await cluster.SpawnAsync(Cancel);
        var resetAt = cluster.Gateway.SessionStartLimit.ResetAt;
        Assert.Equal(time.GetUtcNow().AddHours(24), resetAt);
        await LiveGateway.UntilAsync(() => errors.Count > 0);
        Assert.Contains($"no session starts remain; the shard waits until {resetAt:s}Z", errors[0].Message, StringComparison.Ordinal);

        // Both clocks in the same steps: on a busy machine the shard may connect again, and then asks for the limit once more.
        await AdvanceUntilAsync(
            () => live.Gateway.Counters.Identifies == 1,
            () =>
            {
                var step = resetAt - time.GetUtcNow() > TimeSpan.FromMinutes(5) ? TimeSpan.FromMinutes(4) : TimeSpan.FromSeconds(2);
                discordsTime.Advance(step);
                return step;
            });

        Assert.True(time.GetUtcNow() >= resetAt);
        // On a busy machine a heartbeat may have been answered too late: then there is a pause before the next connection.
        await AdvanceUntilAsync(cluster.WaitForReadyAsync(Cancel));
    }

    [Fact]
    public async Task First_heartbeats_of_many_shards_are_spread_over_the_interval()
    {
        var cluster = await live.MakeAsync(
            new SimulatedGatewayOptions { RecommendedShards = 24, MaxConcurrency = 24, TimeProvider = discordsTime },
            new ClusterOptions { TimeProvider = time });
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);

        // That all beat in one half of the interval is a chance of one in eight million.
        time.Advance(TimeSpan.FromSeconds(20.625));
        await LiveGateway.UntilAsync(() => Heartbeats() > 0);
        Assert.InRange(Heartbeats(), 1, 23);
        // A shard may have begun to wait only after the clock was moved: then its interval ends later.
        await AdvanceUntilAsync(() => Beating().Length == 24, () => TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Heartbeat_before_the_first_event_has_no_sequence()
    {
        live.GatewayOptions = new GatewayOptions { IdentifyQueue = new NoTurn() };
        var cluster = await live.MakeAsync(
            new SimulatedGatewayOptions { TimeProvider = discordsTime }, new ClusterOptions { TimeProvider = time });
        await cluster.SpawnAsync(Cancel);
        await LiveGateway.UntilAsync(() => cluster.Shards[0].State == ShardState.Identifying);

        await AdvanceUntilAsync(() => Heartbeats() > 0);

        var beat = await live.Gateway.WaitForPayloadAsync(Opcode.Heartbeat, Cancel);
        Assert.Equal(("null", null), (beat.Data, beat.Sequence));
        Assert.Equal(0, live.Gateway.Counters.Identifies);
        live.Gateway.Connections[0].RequestHeartbeat();
        Assert.Null((await live.Gateway.WaitForPayloadAsync(Opcode.Heartbeat, Cancel)).Sequence);
    }

    [Fact]
    public async Task Failed_connection_is_followed_by_exactly_one_other()
    {
        await using var server = new ScriptedServer(ScriptedServer.Http("503 Service Unavailable"));
        live.GatewayOptions = new GatewayOptions { Url = new Uri($"ws://127.0.0.1:{server.Port}") };
        var cluster = await live.MakeAsync(
            new SimulatedGatewayOptions { TimeProvider = discordsTime }, new ClusterOptions { TimeProvider = time });
        int connecting = 0, closed = 0;
        cluster.Connecting += _ => Interlocked.Increment(ref connecting);
        cluster.Closed += (_, _) => Interlocked.Increment(ref closed);
        await cluster.SpawnAsync(Cancel);

        // The first failure is followed at once, the next ones after a pause on the clock that stands still.
        for (int failures = 2; failures <= 4; failures++)
        {
            await AdvanceUntilAsync(
                () => server.Requests >= failures && cluster.Shards[0].State == ShardState.Disconnected,
                () => failures > 2 && cluster.Shards[0].State == ShardState.Disconnected ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
            Assert.Equal((failures, failures), (server.Requests, connecting));
        }

        Assert.Equal(0, closed);
    }

    private int Commands() => live.Gateway.Received.Count(payload => payload.Opcode == Opcode.VoiceStateUpdate);

    private int Heartbeats() => live.Gateway.Received.Count(payload => payload.Opcode == Opcode.Heartbeat);

    private int?[] Beating() =>
        [.. live.Gateway.Received.Where(payload => payload.Opcode == Opcode.Heartbeat).Select(payload => payload.ShardId).Distinct()];

    private Task AdvanceUntilAsync(Task happened) => AdvanceUntilAsync(() => happened.IsCompleted);

    private Task AdvanceUntilAsync(Func<bool> condition) => AdvanceUntilAsync(condition, () => TimeSpan.FromMilliseconds(250));

    /// <summary>
    /// Moves the client's clock: in steps, since what follows one wait may be another. The step is asked for before the condition, so that
    /// it is never one of what comes after it.
    /// </summary>
    private Task AdvanceUntilAsync(Func<bool> condition, Func<TimeSpan> nextStep) => LiveGateway.UntilAsync(() =>
    {
        var step = nextStep();
        if (condition())
        {
            return true;
        }

        time.Advance(step);
        return false;
    });

    private async Task<Shard> StartAsync()
    {
        var cluster = await live.MakeAsync(
            new SimulatedGatewayOptions { Guilds = 0, TimeProvider = discordsTime }, new ClusterOptions { TimeProvider = time });
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        return cluster.Shards[0];
    }

    private sealed class NoTurn : IIdentifyQueue
    {
        public async ValueTask WaitAsync(int shardId, int maxConcurrency, CancellationToken cancellationToken) =>
            await Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
