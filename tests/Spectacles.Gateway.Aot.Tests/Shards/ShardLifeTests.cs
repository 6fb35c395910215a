using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>What a user does to a shard's connection, against the simulated gateway over a real socket.</summary>
public sealed class ShardLifeTests : IAsyncDisposable
{
    private readonly LiveGateway live = new();
    private readonly FakeTimeProvider discordsTime = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Fact]
    public async Task Shard_disconnected_with_1000_stays_disconnected_until_ConnectAsync_starts_a_new_session()
    {
        var shard = await StartAsync();
        string first = shard.SessionId!;

        await shard.DisconnectAsync().WaitAsync(LiveGateway.Patience, Cancel);

        Assert.Equal((1000, ShardState.Disconnected), ((await live.Gateway.WaitForCloseAsync(Cancel)).Code, shard.State));
        Assert.Null(shard.SessionId);
        Assert.Empty(live.Gateway.Connections);
        await Assert.ThrowsAsync<InvalidOperationException>(() => shard.DisconnectAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => shard.ReconnectAsync(cancellationToken: Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => shard.StartNewSessionAsync(cancellationToken: Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => shard.ResumeAsync(Cancel));
        await shard.ConnectAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        Assert.Equal((2, 0), (live.Gateway.Counters.Identifies, live.Gateway.Counters.Resumes));
        Assert.NotEqual(first, shard.SessionId);
    }

    [Fact]
    public async Task Shard_disconnected_with_another_code_resumes_missed_events()
    {
        var seen = new TaskCompletionSource();
        var shard = await StartAsync(new Handler("X", (in _, _, _) =>
        {
            seen.TrySetResult();
            return default;
        }));
        string first = shard.SessionId!;
        await shard.DisconnectAsync(keepSession: true).WaitAsync(LiveGateway.Patience, Cancel);
        live.Gateway.DispatchToAll("X", "{}");

        await shard.ConnectAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);

        await seen.Task.WaitAsync(LiveGateway.Patience, Cancel);
        Assert.Equal((1, 1, first), (live.Gateway.Counters.Identifies, live.Gateway.Counters.Resumes, shard.SessionId));
        Assert.Equal(4900, (await live.Gateway.WaitForCloseAsync(Cancel)).Code);
    }

    [Fact]
    public async Task ReconnectAsync_resumes_or_identifies_depending_on_the_code()
    {
        var shard = await StartAsync();

        await shard.ReconnectAsync(cancellationToken: Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        Assert.Equal((1, 1, 1), (live.Gateway.Counters.Identifies, live.Gateway.Counters.Resumes, shard.Resumes));
        await shard.ResumeAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        Assert.Equal((1, 2), (live.Gateway.Counters.Identifies, live.Gateway.Counters.Resumes));
        await shard.ReconnectAsync(keepSession: false, Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        Assert.Equal((2, 2), (live.Gateway.Counters.Identifies, live.Gateway.Counters.Resumes));
        Assert.Single(live.Gateway.Sessions, session => !session.Ended);
    }

    [Fact]
    public async Task IdentifyAsync_starts_a_new_session_with_the_given_overrides()
    {
        var shard = await StartAsync();
        var overrides = new IdentifyOverrides
        {
            Intents = GatewayIntents.GuildModeration,
            LargeThreshold = 250,
            Presence = new UpdatePresence(BotStatus.Idle),
        };

        await shard.StartNewSessionAsync(overrides, Cancel).WaitAsync(LiveGateway.Patience, Cancel);

        var identify = live.Gateway.Received.Last(received => received.Opcode == Opcode.Identify);
        Assert.Contains("\"large_threshold\":250", identify.Data, StringComparison.Ordinal);
        Assert.Contains("\"idle\"", identify.Data, StringComparison.Ordinal);
        Assert.Equal(GatewayIntents.GuildModeration, live.Gateway.Sessions.Single(session => !session.Ended).Intents);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => shard.StartNewSessionAsync(new IdentifyOverrides { LargeThreshold = 49 }, Cancel));
    }

    [Fact]
    public async Task HeartbeatAsync_sends_a_heartbeat()
    {
        var shard = await StartAsync();

        await shard.HeartbeatAsync();

        Assert.Equal("1", (await live.Gateway.WaitForPayloadAsync(Opcode.Heartbeat, Cancel)).Data);
        await LiveGateway.UntilAsync(() => shard.Latency is not null);
    }

    [Fact]
    public async Task Call_in_a_wrong_state_throws_at_once_and_says_what_to_do()
    {
        var shard = await StartAsync();
        Assert.Contains(
            "Ready",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => shard.ConnectAsync(Cancel))).Message,
            StringComparison.Ordinal);
        await shard.DisconnectAsync();
        Assert.Contains(
            "WaitForReadyAsync",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => shard.HeartbeatAsync())).Message,
            StringComparison.Ordinal);

        await live.StopAsync();

        Assert.Contains(
            "Stopped",
            (await Assert.ThrowsAsync<GatewayStoppedException>(() => shard.ConnectAsync(Cancel))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handler_that_reconnects_its_own_shard_runs_to_completion()
    {
        var done = new TaskCompletionSource();
        var shard = await StartAsync(new Handler("X", (in _, shard, _) => ReconnectAsync(shard)));
        live.Gateway.DispatchToAll("X", "{}");

        await done.Task.WaitAsync(LiveGateway.Patience, Cancel);

        Assert.Equal(1, shard.Resumes);

        async ValueTask ReconnectAsync(Shard shard)
        {
            await shard.ReconnectAsync(cancellationToken: Cancel);
            done.SetResult();
        }
    }

    [Theory]
    [InlineData(1000, false)]
    [InlineData(4900, true)]
    public async Task KillAsync_does_not_wait_for_handlers_and_closes_with_the_code(int code, bool lives)
    {
        var begun = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        var store = new RecordingStore();
        var shard = await StartAsync(store, new Handler("X", (in _, _, stop) =>
        {
            stop.Register(cancelled.SetResult);
            begun.SetResult();
            return new ValueTask(new TaskCompletionSource().Task);
        }));
        live.Gateway.DispatchToAll("X", "{}");
        await begun.Task.WaitAsync(LiveGateway.Patience, Cancel);

        await live.Cluster.KillAsync(keepSessions: lives).WaitAsync(LiveGateway.Patience, Cancel);

        await cancelled.Task.WaitAsync(LiveGateway.Patience, Cancel);
        Assert.Equal((code, ShardState.Stopped), ((await live.Gateway.WaitForCloseAsync(Cancel)).Code, shard.State));
        Assert.Equal(lives, store.Session is not null);
        Assert.Equal(lives, live.Gateway.Sessions.Any(session => !session.Ended));
    }

    private Task<Shard> StartAsync(params IGatewayHandler[] handlers) => StartAsync(null, handlers);

    private async Task<Shard> StartAsync(RecordingStore? store, params IGatewayHandler[] handlers)
    {
        var options = new ClusterOptions
        {
            TimeProvider = new FastTime(),
            MaxInFlight = 1,
            HandlerTimeout = TimeSpan.FromMinutes(10),
            StopTimeout = TimeSpan.FromMinutes(10),
            SessionStore = store,
        };
        var cluster = await live.MakeAsync(
            new SimulatedGatewayOptions { RecommendedShards = 1, MaxConcurrency = 16, TimeProvider = discordsTime }, options, handlers);
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        discordsTime.Advance(TimeSpan.FromSeconds(6));
        return cluster.Shards[0];
    }
}
