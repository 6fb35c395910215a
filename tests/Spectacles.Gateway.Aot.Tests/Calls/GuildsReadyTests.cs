using Spectacles.Gateway.Testing;
using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>When all guilds of a shard are there.</summary>
public sealed class GuildsReadyTests : IAsyncDisposable
{
    private const string ReadyWithGuilds =
        """{"t":"READY","s":1,"op":0,"d":{"v":10,"session_id":"first","resume_gateway_url":"wss://resume.example","guilds":[{"id":"1","unavailable":true},{"id":"2","unavailable":true}]}}""";

    private static readonly ClusterOptions WithGuilds = new() { Intents = GatewayIntents.Guilds };
    private readonly LiveGateway live = new();
    private readonly MemoryGateway gateway = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await live.DisposeAsync();
        await gateway.DisposeAsync();
    }

    [Fact]
    public async Task GuildsReady_completes_when_all_guilds_of_all_shards_are_available()
    {
        int created = 0;
        var cluster = await live.MakeAsync(
            new SimulatedGatewayOptions { Guilds = 20, RecommendedShards = 2, MaxConcurrency = 2 },
            null,
            new Handler("GUILD_CREATE", (in _, _, _) =>
        {
            Interlocked.Increment(ref created);
            return default;
        }, GatewayIntents.Guilds));
        await cluster.SpawnAsync(Cancel);

        var missing = await cluster.WaitForGuildsAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);

        Assert.Empty(missing);
        await LiveGateway.UntilAsync(() => Volatile.Read(ref created) == 20);
    }

    [Fact]
    public async Task Guilds_in_an_outage_are_listed_after_a_minute()
    {
        var connection = await StartNewSessionAsync();
        connection.Receive(ReadyWithGuilds);
        await gateway.Cluster!.WaitForReadyAsync(Cancel);
        var ready = gateway.Shard.WaitForGuildsAsync(Cancel);
        connection.Receive(Event("GUILD_CREATE", 2, """{"id":"2"}"""));

        await gateway.PassTimeUntilAsync(ready, TimeSpan.FromSeconds(5));

        Assert.Equal([new Snowflake(1)], await ready);
        connection.Receive(Event("GUILD_CREATE", 3, """{"id":"1"}"""));
        Assert.Empty(await gateway.PassTimeUntilAsync(gateway.Shard.WaitForGuildsAsync(Cancel)));
    }

    [Fact]
    public async Task GuildsReadyAsync_works_inside_a_handler_with_MaxInFlight_1()
    {
        var done = new TaskCompletionSource<IReadOnlyList<Snowflake>>();
        var connection = await StartNewSessionAsync(
            new ClusterOptions { Intents = GatewayIntents.Guilds, MaxInFlight = 1 },
            new Handler("READY", (in _, shard, _) => WaitAsync(shard)),
            new Handler("GUILD_CREATE", (in _, _, _) => default));
        connection.Receive(ReadyWithGuilds);
        connection.Receive(Event("GUILD_CREATE", 2, """{"id":"2"}"""));
        connection.Receive(Event("GUILD_DELETE", 3, """{"id":"1"}"""));

        Assert.Empty(await done.Task.WaitAsync(LiveGateway.Patience, Cancel));

        async ValueTask WaitAsync(Shard shard) => done.SetResult(await shard.WaitForGuildsAsync(Cancel));
    }

    [Fact]
    public async Task Session_resumed_from_another_process_has_no_guilds_to_wait_for()
    {
        var store = new DurableStore();
        var options = new ClusterOptions { Intents = GatewayIntents.Guilds, SessionStore = store };
        await using (var first = await live.MakeAsync(null, options))
        {
            await first.SpawnAsync(Cancel);
            await first.WaitForGuildsAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        }

        var second = live.Add(options);
        await second.SpawnAsync(Cancel);

        Assert.Empty(await second.WaitForGuildsAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel));
        Assert.Equal(1, live.Gateway.Counters.Resumes);
    }

    [Fact]
    public async Task New_session_announces_its_guilds_again()
    {
        var connection = await StartNewSessionAsync();
        connection.Receive(Ready);
        Assert.Empty(await gateway.Cluster!.WaitForGuildsAsync(Cancel));
        connection.Receive("""{"op":9,"d":false}""");
        var second = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        second.Receive(Hello);
        await gateway.PassTimeUntilAsync(second.SentAsync(2));
        second.Receive(ReadyWithGuilds);
        await gateway.PassTimeUntilAsync(gateway.Cluster.WaitForReadyAsync(Cancel));

        var ready = gateway.Shard.WaitForGuildsAsync(Cancel);
        Assert.False(ready.IsCompleted);
        second.Receive(Event("GUILD_CREATE", 2, """{"id":"1"}"""));
        second.Receive(Event("GUILD_CREATE", 3, """{"id":"2"}"""));

        Assert.Empty(await ready.WaitAsync(LiveGateway.Patience, Cancel));
    }

    [Fact]
    public async Task GuildsReadyAsync_throws_without_the_intent_and_after_a_stop()
    {
        await gateway.StartAsync(new ClusterOptions { Intents = GatewayIntents.GuildMessages });
        var error = Assert.Throws<InvalidOperationException>(() => { _ = gateway.Shard.WaitForGuildsAsync(Cancel); });
        Assert.Contains("Add Guilds to ClusterOptions.Intents", error.Message, StringComparison.Ordinal);

        var cluster = await live.MakeAsync(null, WithGuilds);
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel);
        var shard = cluster.Shards[0];
        await cluster.StopAsync().WaitAsync(LiveGateway.Patience, Cancel);
        await Assert.ThrowsAsync<GatewayStoppedException>(() => shard.WaitForGuildsAsync(Cancel));
    }

    /// <summary>Guilds 5 and 6 are announced; the right answer is given within no time at all, whatever the fake clock says.</summary>
    [Theory]
    [InlineData("GUILD_CREATE", """{"id":"5","unavailable":true}""", "GUILD_DELETE", """{"id":"6","unavailable":true}""", "5 6")]
    [InlineData("GUILD_CREATE", """{"id":"5"}""", "GUILD_DELETE", """{"id":"6"}""", "")]
    [InlineData(
        "GUILD_CREATE",
        """{"id":"5","unavailable":false}""",
        "GUILD_CREATE",
        """{ "name": "id", "unavailable" : true , "id" : "6" }""",
        "6")]
    [InlineData("GUILD_DELETE", """{"id":"5","unavailable":false}""", "GUILD_DELETE", """{"unavailable":true,"id":"6"}""", "6")]
    public async Task Guilds_in_an_outage_are_reported_missing_without_a_wait(
        string first,
        string firstGuild,
        string second,
        string secondGuild,
        string missing)
    {
        var connection = await StartNewSessionAsync();
        connection.Receive(
            ReadyWithGuilds.Replace("\"1\"", "\"5\"", StringComparison.Ordinal).Replace("\"2\"", "\"6\"", StringComparison.Ordinal));
        var ready = gateway.Cluster!.WaitForGuildsAsync(Cancel);
        connection.Receive(Event(first, 2, firstGuild));
        connection.Receive(Event(second, 3, secondGuild));

        Assert.Equal(missing, string.Join(' ', await ready.WaitAsync(LiveGateway.Patience, Cancel)));
    }

    [Fact]
    public async Task Guild_outage_that_begins_or_ends_later_updates_the_missing_guilds()
    {
        var connection = await StartNewSessionAsync();
        connection.Receive(ReadyWithGuilds);
        connection.Receive(Event("GUILD_CREATE", 2, """{"id":"1","unavailable":true}"""));
        connection.Receive(Event("GUILD_CREATE", 3, """{"id":"2"}"""));
        Assert.Equal([new Snowflake(1)], await gateway.Cluster!.WaitForGuildsAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel));

        connection.Receive(Event("GUILD_CREATE", 4, """{"id":"1"}"""));
        connection.Receive(Event("GUILD_DELETE", 5, """{"id":"2","unavailable":true}"""));
        await LiveGateway.UntilAsync(() => gateway.Shard.Sequence == 5);

        Assert.Equal([new Snowflake(2)], await gateway.Cluster.WaitForGuildsAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel));
    }

    /// <summary>The handler of the last guild blocks its thread until the test has looked.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task GuildsReady_completes_after_the_handlers_of_the_last_guild_reach_their_first_await(int guilds)
    {
        using var mayFinish = new SemaphoreSlim(0);
        int begun = 0;
        int finished = 0;
        var connection = await StartNewSessionAsync(null, new Handler("GUILD_CREATE", (in _, _, _) =>
        {
            Interlocked.Increment(ref begun);
            Assert.True(mayFinish.Wait(LiveGateway.Patience, CancellationToken.None));
            Interlocked.Increment(ref finished);
            return default;
        }));
        string announced = string.Join(',', Enumerable.Range(1, guilds).Select(id => $$"""{"id":"{{id}}","unavailable":true}"""));
        connection.Receive(MemoryGateway.Ready.Replace("\"v\":10", $"\"guilds\":[{announced}]", StringComparison.Ordinal));
        await gateway.Cluster!.WaitForReadyAsync(Cancel);
        var ready = gateway.Shard.WaitForGuildsAsync(Cancel);
        for (int id = 1; id <= guilds; id++)
        {
            connection.Receive(Event("GUILD_CREATE", id + 1, $$"""{"id":"{{id}}"}"""));
        }

        for (int i = 1; i < guilds; i++)
        {
            mayFinish.Release();
        }

        await LiveGateway.UntilAsync(() => Volatile.Read(ref begun) == guilds);
        Assert.False(ready.IsCompleted);
        mayFinish.Release();

        Assert.Empty(await ready.WaitAsync(LiveGateway.Patience, Cancel));
        Assert.Equal(guilds, Volatile.Read(ref finished));
    }

    [Fact]
    public async Task GuildsReadyAsync_can_be_called_before_SpawnAsync()
    {
        var cluster = await live.MakeAsync(new SimulatedGatewayOptions { Guilds = 3 }, WithGuilds);
        var guilds = cluster.WaitForGuildsAsync(Cancel);
        var ready = cluster.WaitForReadyAsync(Cancel);
        Assert.False(ready.IsCompleted);

        var running = cluster.RunAsync(CancellationToken.None);

        await ready.WaitAsync(LiveGateway.Patience, Cancel);
        Assert.Empty(await guilds.WaitAsync(LiveGateway.Patience, Cancel));
        await cluster.StopAsync();
        await running.WaitAsync(LiveGateway.Patience, Cancel);
    }

    [Fact]
    public async Task GuildsReadyAsync_before_SpawnAsync_ends_when_SpawnAsync_fails_and_when_the_cluster_stops()
    {
        gateway.ApiAnswer = () => new HttpResponseMessage(System.Net.HttpStatusCode.Unauthorized);
        var cluster = gateway.Make(WithGuilds);
        var first = cluster.WaitForGuildsAsync(Cancel);
        await Assert.ThrowsAnyAsync<GatewayException>(() => cluster.SpawnAsync(Cancel));
        await Assert.ThrowsAnyAsync<GatewayException>(() => first.WaitAsync(LiveGateway.Patience, Cancel));

        var second = cluster.WaitForGuildsAsync(Cancel);
        await gateway.PassTimeUntilAsync(cluster.StopAsync());
        var error = await Assert.ThrowsAsync<GatewayStoppedException>(() => second.WaitAsync(LiveGateway.Patience, Cancel));

        Assert.Contains("stopped before SpawnAsync", error.Message, StringComparison.Ordinal);
    }

    private async Task<MemoryConnection> StartNewSessionAsync(ClusterOptions? options = null, params IGatewayHandler[] handlers)
    {
        await gateway.Make(options ?? WithGuilds, handlers).SpawnAsync(Cancel);
        var connection = await gateway.ConnectedAsync();
        connection.Receive(Hello.Replace("40000", "300000", StringComparison.Ordinal));
        await connection.SentAsync();
        return connection;
    }
}
