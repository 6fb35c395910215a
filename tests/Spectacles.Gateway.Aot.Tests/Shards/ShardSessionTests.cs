using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>When a shard saves its session, what it takes up, and what a store that fails does to it: nothing.</summary>
public sealed class ShardSessionTests : IAsyncDisposable
{
    private const string ReadyWithIds = """{"t":"READY","s":1,"op":0,"d":{"v":10,"user":{"username":"bot","id":"222"},"session_id":"first","resume_gateway_url":"wss://resume.example","application":{"id":"111","flags":0}}}""";

    private readonly MemoryGateway gateway = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task New_session_is_saved_at_once_with_everything_that_a_restart_needs()
    {
        var store = new RecordingStore();
        await gateway.Make(new ClusterOptions { SessionStore = store, Intents = GatewayIntents.Guilds }).SpawnAsync(Cancel);
        var connection = await gateway.ConnectedAsync();
        connection.Receive(Hello);
        await connection.SentAsync();
        connection.Receive(ReadyWithIds);

        var saved = (await store.ChangedAsync())!;

        Assert.Equal(
            new StoredSession
            {
                ShardId = 0,
                ShardCount = 1,
                SessionId = "first",
                ResumeUrl = new Uri("wss://resume.example"),
                Sequence = saved.Sequence,
                Intents = GatewayIntents.Guilds,
                ApiVersion = 10,
                ApplicationId = 111,
                UserId = 222,
                SavedAt = gateway.Time.GetUtcNow(),
            },
            saved);
        Assert.InRange(saved.Sequence, 0, 1);
        Assert.Equal((222UL, 111UL), (gateway.Shard.UserId!.Value.Value, gateway.Shard.ApplicationId!.Value.Value));
    }

    [Fact]
    public async Task Changed_session_is_saved_at_most_every_few_seconds()
    {
        var store = new RecordingStore();
        var connection = await gateway.StartAsync(new ClusterOptions { SessionStore = store });
        await store.ChangedAsync();
        for (int sequence = 2; sequence <= 1_000; sequence++)
        {
            connection.Receive(Event("A", sequence));
        }

        await LiveGateway.UntilAsync(() => gateway.Shard.Sequence == 1_000);
        Assert.Equal(1, store.Count);

        var before = gateway.Time.GetUtcNow();
        var saved = await gateway.PassTimeUntilAsync(store.ChangedAsync());

        Assert.Equal(1_000, saved!.Sequence);
        Assert.InRange(gateway.Time.GetUtcNow() - before, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8));
        await gateway.PassTimeUntilAsync(Task.Delay(TimeSpan.FromSeconds(20), gateway.Time, Cancel));
        Assert.Equal(2, store.Count);
    }

    [Fact]
    public async Task Idle_connected_session_does_not_become_too_old()
    {
        var store = new RecordingStore();
        var connection = await gateway.StartAsync(new ClusterOptions { SessionStore = store });
        var before = (await store.ChangedAsync())!;

        var last = await NextAsync();
        if (last.Sequence != before.Sequence)
        {
            // At READY the sequence had not been finished yet, so this save was not for the age.
            before = last;
            last = await NextAsync();
        }

        Assert.Equal((1, 1), (before.Sequence, last.Sequence));
        Assert.True(last.SavedAt > before.SavedAt);

        async Task<StoredSession> NextAsync()
        {
            var next = store.ChangedAsync();
            while (!next.IsCompleted)
            {
                connection.Receive("""{"op":11}""");
                gateway.Time.Advance(TimeSpan.FromMilliseconds(500));
                await Task.Delay(1, Cancel);
            }

            return (await next)!;
        }
    }

    [Fact]
    public async Task Matching_stored_session_is_resumed_with_its_user_and_application_ids()
    {
        var store = new RecordingStore(Found());
        var log = new LogLines();
        await gateway.Make(Options(store, log)).SpawnAsync(Cancel);
        var connection = await gateway.ConnectedAsync();
        connection.Receive(Hello);

        Assert.Equal("resume.example", connection.Address!.Host);
        Assert.Equal(
            """{"op":6,"d":{"token":"TOKEN","session_id":"session-0","seq":7}}""".Replace("TOKEN", Token, StringComparison.Ordinal),
            await connection.SentAsync());
        connection.Receive(Event("RESUMED", 8));
        await gateway.Cluster!.WaitForReadyAsync(Cancel);
        Assert.Equal((222UL, 111UL), (gateway.Shard.UserId!.Value.Value, gateway.Shard.ApplicationId!.Value.Value));
        Assert.Contains(log.Lines, line => line.Id == 20 && line.Text.Contains("after sequence 7", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("count", "it was saved with a total of 2 shards, but the total is 1")]
    [InlineData("intents", "it has the intents GuildMessages, but the shard requests Guilds")]
    [InlineData("version", "it uses API version 9, but the shard uses 10")]
    [InlineData("age", "more than 10 minutes ago")]
    public async Task Mismatched_stored_session_is_dropped_with_the_reason(string difference, string reason)
    {
        var found = Found();
        var store = new RecordingStore(difference switch
        {
            "count" => found with { ShardCount = 2 },
            "intents" => found with { Intents = GatewayIntents.GuildMessages },
            "version" => found with { ApiVersion = 9 },
            _ => found with { SavedAt = gateway.Time.GetUtcNow().AddMinutes(-11) },
        });
        var log = new LogLines();
        await gateway.Make(Options(store, log)).SpawnAsync(Cancel);
        var connection = await gateway.ConnectedAsync();
        connection.Receive(Hello);

        Assert.StartsWith("""{"op":2,""", await connection.SentAsync(), StringComparison.Ordinal);
        Assert.Contains(log.Lines, line => line.Id == 21 && line.Text.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SessionRestore_Identify_replaces_the_stored_session()
    {
        var store = new RecordingStore(Found());
        await gateway.StartAsync(
            new ClusterOptions { SessionStore = store, Intents = GatewayIntents.Guilds, Restore = SessionRestore.Identify });

        await LiveGateway.UntilAsync(() => store.Session?.SessionId == "first");
    }

    [Fact]
    public async Task Session_ended_by_Discord_is_removed_from_the_store()
    {
        var store = new RecordingStore(Found());
        await gateway.Make(Options(store, null)).SpawnAsync(Cancel);
        var connection = await gateway.ConnectedAsync();
        connection.Receive(Hello);
        await connection.SentAsync();
        connection.Receive("""{"op":9,"d":false}""");

        var next = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        Assert.Null(await gateway.PassTimeUntilAsync(store.ChangedAsync()));
        next.Receive(Hello);
        Assert.StartsWith("""{"op":2,""", await gateway.PassTimeUntilAsync(next.SentAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_ended_by_a_fatal_close_is_removed_from_the_store()
    {
        var store = new RecordingStore();
        var connection = await gateway.StartAsync(new ClusterOptions { SessionStore = store });
        await store.ChangedAsync();

        connection.CloseFromServer(4014, "disallowed intents");
        await Assert.ThrowsAsync<GatewayClosedException>(() => gateway.PassTimeUntilAsync(gateway.Cluster!.Completion));

        await LiveGateway.UntilAsync(() => store.Session is null);
    }

    [Fact]
    public async Task Load_that_never_ends_loses_the_session_but_not_the_shard()
    {
        var store = new RecordingStore(Found()) { OnLoad = () => new TaskCompletionSource().Task };
        await gateway.Make(Options(store, null)).SpawnAsync(Cancel);

        var connection = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        connection.Receive(Hello);

        Assert.StartsWith("""{"op":2,""", await gateway.PassTimeUntilAsync(connection.SentAsync()), StringComparison.Ordinal);
        var error = Assert.Single(gateway.Errors);
        Assert.Equal(
            (GatewayErrorKind.SessionStore, "the session was not restored: the store did not answer within 10 s"),
            (error.Kind, error.Message));
    }

    [Fact]
    public async Task Store_that_blocks_its_thread_blocks_nothing_else()
    {
        using var hold = new ManualResetEventSlim();
        var begun = new TaskCompletionSource();
        var store = new RecordingStore
        {
            OnChange = () =>
            {
                begun.TrySetResult();
                hold.Wait(CancellationToken.None);
                return Task.CompletedTask;
            },
        };
        var connection = await gateway.StartAsync(new ClusterOptions { SessionStore = store });
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        connection.Receive(Event("A", 2));

        await LiveGateway.UntilAsync(() => gateway.Shard.Sequence == 2);
        await gateway.PassTimeUntilAsync(gateway.Cluster!.StopAsync());

        await LiveGateway.UntilAsync(() => gateway.ErrorsThatSay("the session store has not answered") == 1);
        Assert.Equal(GatewayErrorKind.Stop, Assert.Single(gateway.Errors).Kind);
        hold.Set();
    }

    [Fact]
    public async Task Failed_save_is_reported_once_and_tried_again()
    {
        bool fails = true;
        var store = new RecordingStore { OnChange = () => fails ? throw new IOException("the disk is full") : Task.CompletedTask };
        var connection = await gateway.StartAsync(new ClusterOptions { SessionStore = store });
        await gateway.PassTimeUntilAsync(Task.Delay(TimeSpan.FromSeconds(20), gateway.Time, Cancel));
        Assert.Equal(
            "the session was not saved, and a restart may have to identify: the disk is full", Assert.Single(gateway.Errors).Message);

        fails = false;
        connection.Receive(Event("A", 2));
        await LiveGateway.UntilAsync(() => gateway.Shard.Sequence == 2);

        Assert.Equal(2, (await gateway.PassTimeUntilAsync(store.ChangedAsync()))!.Sequence);
    }

    [Fact]
    public async Task Stop_before_the_session_is_loaded_leaves_it_in_the_store()
    {
        var answer = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var store = new RecordingStore(Found())
        {
            OnLoad = () =>
            {
                begun.TrySetResult();
                return answer.Task;
            },
        };
        await gateway.Make(Options(store, null)).SpawnAsync(Cancel);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancel);

        await gateway.PassTimeUntilAsync(gateway.Cluster!.StopAsync());
        answer.SetResult();

        Assert.Equal(Found(), store.Session);
        Assert.Equal(0, store.Count);
        Assert.Empty(gateway.Errors);
    }

    private static ClusterOptions Options(RecordingStore store, LogLines? log) =>
        new() { SessionStore = store, Intents = GatewayIntents.Guilds, LoggerFactory = log };

    private StoredSession Found() =>
        Sessions.Sample.Session(0, shardCount: 1) with { Intents = GatewayIntents.Guilds, SavedAt = gateway.Time.Start };
}
