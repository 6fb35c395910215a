using System.Runtime.CompilerServices;
using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

public sealed class MetricTests : IAsyncDisposable
{
    private readonly MemoryGateway gateway = new();
    private readonly MeterRecorder meters = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        meters.Dispose();
    }

    [Fact]
    public async Task Events_are_counted_by_name_and_unknown_names_are_one_value()
    {
        var last = new TaskCompletionSource();
        var connection = await StartAsync(new Handler("MINE", (in _, _, _) => default), Ending(last));
        foreach (var (name, sequence) in new[] { ("MINE", 2), ("TYPING_START", 3), ("INVENTED_1", 4), ("INVENTED_2", 5), ("LAST", 6) })
        {
            connection.Receive(Event(name, sequence));
        }

        await last.Task.WaitAsync(LiveGateway.Patience, Token);

        Assert.Equal(
            [
                "1 event.handled=False event.name=READY",
                "1 event.handled=True event.name=MINE",
                "1 event.handled=False event.name=TYPING_START",
                "1 event.handled=False event.name=_OTHER",
                "1 event.handled=False event.name=_OTHER",
                "1 event.handled=True event.name=LAST",
            ],
            meters.Of("events"));
        int bytes = new[] { Hello, Ready }.Sum(text => text.Length);
        Assert.Equal(bytes, meters.Of("message.io").Take(2).Sum(int.Parse));
        Assert.Equal(bytes, meters.Of("network.io").Take(2).Sum(int.Parse));
    }

    [Fact]
    public async Task Call_is_measured_with_its_handler_and_its_error()
    {
        var held = new TaskCompletionSource();
        var last = new TaskCompletionSource();
        var connection = await StartAsync(
            new Handler("FINE", (in _, _, _) => default),
            new Handler("WRONG", (in _, _, _) => throw new InvalidOperationException("a mistake")),
            new Handler("LATE", (in _, _, _) => new ValueTask(FailAsync(held.Task))),
            Ending(last));
        connection.Receive(Event("FINE", 2));
        connection.Receive(Event("WRONG", 3));
        connection.Receive(Event("LATE", 4));
        connection.Receive(Event("LAST", 5));
        await last.Task.WaitAsync(LiveGateway.Patience, Token);
        await LiveGateway.UntilAsync(() => meters.Of("handler.duration").Length == 3);
        Assert.Equal(
            [
                "0 event.name=FINE handler.name=Handler.Handle",
                "0 error.type=System.InvalidOperationException event.name=WRONG handler.name=Handler.Handle",
                "0 event.name=LAST handler.name=Handler.Handle",
            ],
            meters.Of("handler.duration"));
        Assert.Equal(["1"], meters.Read("handler.active"));

        gateway.Time.Advance(TimeSpan.FromSeconds(2));
        held.SetResult();
        await LiveGateway.UntilAsync(() => meters.Of("handler.duration").Length > 0);

        Assert.Equal(["2 error.type=System.TimeoutException event.name=LATE handler.name=Handler.Handle"], meters.Of("handler.duration"));
        Assert.Equal(["0"], meters.Read("handler.active"));
    }

    [Fact]
    public async Task Call_that_ends_while_a_stop_abandons_it_does_not_disturb_the_stop()
    {
        TaskCompletionSource[] held = [new(), new()];
        int begun = 0;
        var connection = await StartAsync(new Handler("SLOW", (in _, _, _) => new ValueTask(held[begun++].Task)));
        connection.Receive(Event("SLOW", 2));
        connection.Receive(Event("SLOW", 3));
        await LiveGateway.UntilAsync(() => begun == 2);
        meters.Measured = name =>
        {
            if (name.EndsWith("handler.duration", StringComparison.Ordinal))
            {
                held[1].TrySetResult();
            }
        };

        await gateway.PassTimeUntilAsync(gateway.Cluster!.KillAsync(cancellationToken: Token));

        Assert.True(held[1].Task.IsCompleted);
        Assert.Empty(gateway.Errors);
    }

    [Fact]
    public async Task Abandoned_call_is_counted_and_measured_once()
    {
        var held = new TaskCompletionSource();
        var connection = await StartAsync(new Handler("SLOW", (in _, _, _) => new ValueTask(held.Task)));
        connection.Receive(Event("SLOW", 2));
        await gateway.PassTimeUntilAsync(LiveGateway.UntilAsync(() => meters.Of("handler.abandoned").Length > 0));
        held.SetResult();
        await LiveGateway.UntilAsync(() => meters.Of("handler.duration").Length > 0);

        Assert.Equal(["1 event.name=SLOW handler.name=Handler.Handle"], meters.Of("handler.abandoned"));
        Assert.Contains("error.type=timeout", Assert.Single(meters.Of("handler.duration")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reconnects_and_resumes_are_counted_with_their_reason()
    {
        var connection = await StartAsync();
        gateway.Time.Advance(TimeSpan.FromSeconds(20));
        connection.CloseFromServer(4000);
        var second = await ResumeAsync();
        second.Receive("""{"op":7,"d":null}""");
        var third = await ResumeAsync();
        third.Receive("""{"op":9,"d":false}""");
        var fourth = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        fourth.Receive(Hello);
        await fourth.SentAsync();
        fourth.Receive(ReadyAgain);
        await gateway.Cluster!.WaitForReadyAsync(Token);

        Assert.Equal(
            [
                "1 close.code=4000 reconnect.next=resume reconnect.reason=closed",
                "1 reconnect.next=resume reconnect.reason=requested",
                "1 reconnect.next=identify reconnect.reason=invalid_session",
            ],
            meters.Of("reconnects"));
        Assert.Equal(["1 resume.outcome=resumed", "1 resume.outcome=resumed"], meters.Of("resumes"));
        Assert.Equal(["1", "1"], meters.Of("identifies"));
        Assert.Matches(@"^2\d(\.\d+)? close\.code=4000 reconnect\.reason=closed$", meters.Of("connection.duration")[0]);
        Assert.Equal(2, meters.Of("identify.wait").Length);
    }

    [Fact]
    public async Task State_of_shards_is_read_and_ends_with_the_cluster()
    {
        await StartAsync();

        Assert.Contains("1 shard.state=ready", meters.Read("shards"));
        Assert.Contains("0 shard.state=failed", meters.Of("shards"));
        Assert.Equal(["998"], meters.Of("session_starts.remaining"));
        Assert.Equal(["0"], meters.Of("commands.waiting"));
        Assert.Single(meters.Of("startup.duration"));

        await gateway.PassTimeUntilAsync(gateway.Cluster!.DisposeAsync().AsTask());

        Assert.Empty(meters.Read("shards"));
        Assert.Empty(meters.Of("session_starts.remaining"));
        Assert.Empty(meters.Of("startup.duration"));
    }

    [Fact]
    public async Task Shard_and_cluster_are_attributes_only_if_asked_for()
    {
        var options = new ClusterOptions { MeterFactory = meters, MetricsPerShard = true, Name = "a bot" };
        await gateway.StartAsync(options);

        Assert.Equal(["1 cluster.name=a bot event.handled=False event.name=READY shard.id=0"], meters.Of("events"));
        Assert.Equal(["0 cluster.name=a bot shard.id=0"], meters.Read("handler.active"));
    }

    [Fact]
    public async Task Measurements_of_clusters_without_a_name_are_added()
    {
        await using var other = new MemoryGateway();
        await StartAsync();
        await other.StartAsync(new ClusterOptions { MeterFactory = meters });

        Assert.Contains("2 shard.state=ready", meters.Read("shards"));
        Assert.Equal(["998"], meters.Of("session_starts.remaining"));
    }

    [Fact]
    public async Task Guilds_are_counted_as_they_come_and_go()
    {
        var last = new TaskCompletionSource();
        await gateway.Make(
            new ClusterOptions { MeterFactory = meters, Intents = GatewayIntents.Guilds }, Ending(last)).SpawnAsync(Token);
        var connection = await gateway.ConnectedAsync();
        connection.Receive(Hello);
        await connection.SentAsync();
        connection.Receive(Event("READY", 1, """{"session_id":"s","guilds":[{"id":"1"},{"id":"2"},{"id":"3"}]}"""));
        await gateway.Cluster!.WaitForReadyAsync(Token);
        Assert.Equal(["0 guild.availability=available", "3 guild.availability=unavailable"], meters.Read("guilds"));

        connection.Receive(Event("GUILD_CREATE", 2, """{"id":"1"}"""));
        connection.Receive(Event("GUILD_CREATE", 3, """{"id":"2"}"""));
        connection.Receive(Event("GUILD_CREATE", 4, """{"id":"3"}"""));
        connection.Receive(Event("GUILD_CREATE", 5, """{"id":"4"}"""));
        connection.Receive(Event("GUILD_DELETE", 6, """{"id":"1"}"""));
        connection.Receive(Event("GUILD_DELETE", 7, """{"id":"2","unavailable":true}"""));
        connection.Receive(Event("LAST", 8));
        await last.Task.WaitAsync(LiveGateway.Patience, Token);

        Assert.Equal(["2 guild.availability=available", "1 guild.availability=unavailable"], meters.Read("guilds"));
    }

    [Fact]
    public async Task Lag_and_gaps_are_measured()
    {
        var last = new TaskCompletionSource();
        gateway.Time.SetUtcNow(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));
        var connection = await StartAsync(Ending(last));
        var sent = gateway.Time.GetUtcNow() - TimeSpan.FromSeconds(3);
        ulong id = (ulong)(sent.ToUnixTimeMilliseconds() - 1420070400000) << 22;
        connection.Receive(Event("MESSAGE_CREATE", 2, $$"""{"author":{"id":"1"},"id":"{{id}}"}"""));
        connection.Receive(Event("LAST", 5));
        await last.Task.WaitAsync(LiveGateway.Patience, Token);

        Assert.Equal(["1"], meters.Of("sequence.gaps"));
        Assert.Equal(["3 event.name=MESSAGE_CREATE"], meters.Of("dispatch.lag"));
    }

    [Fact]
    public void Meter_does_not_keep_a_cluster_alive_that_was_not_disposed()
    {
        var abandoned = Abandon();
        Assert.Contains("1 shard.state=ready", meters.Read("shards"));

        GC.Collect();

        Assert.False(abandoned.IsAlive);
        Assert.Empty(meters.Read("shards"));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference Abandon()
    {
        var reading = new ClusterReading([new ShardReading(0, ShardState.Ready, 0, 0, null, null, null)], null);
        var cluster = new ClusterTelemetry(GatewayMeter.Of(meters), null, false, gateway.Time, () => reading);
        cluster.Start([0], [], 0);
        return new WeakReference(cluster);
    }

    private static Handler Ending(TaskCompletionSource last) => new("LAST", (in _, _, _) =>
    {
        last.TrySetResult();
        return default;
    });

    private static async Task FailAsync(Task first)
    {
        await first.ConfigureAwait(false);
        throw new TimeoutException("late");
    }

    private Task<MemoryConnection> StartAsync(params IGatewayHandler[] handlers) =>
        gateway.StartAsync(new ClusterOptions { MeterFactory = meters }, handlers);

    private async Task<MemoryConnection> ResumeAsync()
    {
        var next = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        next.Receive(Hello);
        await next.SentAsync();
        next.Receive(Event("RESUMED", 2));
        await gateway.Cluster!.WaitForReadyAsync(Token);
        return next;
    }
}
