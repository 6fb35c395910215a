using System.Net.WebSockets;
using System.Text;
using Spectacles.Gateway.Protocol;
using static Spectacles.Gateway.Tests.FrontDoor.MemoryGateway;

namespace Spectacles.Gateway.Tests.FrontDoor;

public sealed class ShardTests : IAsyncDisposable
{
    private readonly MemoryGateway gateway = new();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Asks_for_version_10_json_and_zlib_stream()
    {
        var connection = await gateway.StartAsync();

        Assert.Equal("wss://main.example/?v=10&encoding=json&compress=zlib-stream", connection.Address!.ToString());
    }

    [Fact]
    public async Task Identifies_with_the_intents_of_its_handlers_and_the_presence_of_its_options()
    {
        gateway.Make(
            new ClusterOptions { Presence = new UpdatePresence(PresenceStatus.Idle, new BotActivity("chess")) },
            new Handler("MESSAGE_CREATE", (in _, _, _) => default, GatewayIntents.GuildMessages | GatewayIntents.MessageContent),
            new Handler("GUILD_CREATE", (in _, _, _) => default, GatewayIntents.Guilds));
        await gateway.Cluster!.SpawnAsync(TestContext.Current.CancellationToken);
        var connection = await gateway.ConnectedAsync();
        connection.Receive(Hello);

        string identify = await connection.SentAsync();

        Assert.Contains($"\"token\":\"{Token}\",\"intents\":{1 + 512 + 32768},", identify, StringComparison.Ordinal);
        Assert.Contains("\"shard\":[0,1]", identify, StringComparison.Ordinal);
        Assert.Contains("""
            "presence":{"since":null,"activities":[{"name":"chess","type":0}],"status":"idle","afk":false}
            """.Trim(), identify, StringComparison.Ordinal);
        Assert.Equal(ShardState.Identifying, gateway.Shard.State);
    }

    [Fact]
    public async Task Gives_an_event_to_each_of_its_handlers_in_order()
    {
        var seen = new List<string>();
        var done = new TaskCompletionSource();
        var connection = await gateway.StartAsync(
            null,
            new Handler("A", (in d, _, _) => Add($"1 {Encoding.UTF8.GetString(d.Data)} {d.Sequence}")),
            new Handler("A", (in d, _, _) => Add("2")),
            new Handler("B", (in d, _, _) => Add("B", last: true)));

        connection.Receive(Event("A", 2, """{"x":1}"""));
        connection.Receive(Event("UNHANDLED", 3));
        connection.Receive(Event("B", 4));
        await done.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal(["""1 {"x":1} 2""", "2", "B"], seen);
        Assert.Equal(4, gateway.Shard.Sequence);

        ValueTask Add(string what, bool last = false)
        {
            seen.Add(what);
            if (last)
            {
                done.SetResult();
            }

            return default;
        }
    }

    [Fact]
    public async Task Beats_first_within_the_interval_and_then_once_each_interval_with_the_last_sequence()
    {
        var connection = await gateway.StartAsync();

        gateway.Time.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal("""{"op":1,"d":1}""", await connection.SentAsync());
        connection.Receive("""{"op":11}""");
        connection.Receive("""{"op":1,"d":null}""");
        Assert.Equal("""{"op":1,"d":1}""", await connection.SentAsync());

        Assert.Equal(ShardState.Ready, gateway.Shard.State);
    }

    [Fact]
    public async Task Resumes_at_the_resume_address_when_a_heartbeat_is_not_acknowledged_by_the_next()
    {
        var connection = await gateway.StartAsync();
        var second = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        second.Receive(Hello);

        Assert.Equal("""{"op":6,"d":{"token":"memory.gateway.token","session_id":"first","seq":1}}""", await second.SentAsync());
        Assert.Equal("wss://resume.example/?v=10&encoding=json&compress=zlib-stream", second.Address!.ToString());
        Assert.Equal(4900, connection.ClosedByClientWith);
    }

    [Fact]
    public async Task Measures_the_latency_of_a_heartbeat()
    {
        var connection = await gateway.StartAsync();
        Assert.Null(gateway.Shard.Latency);
        gateway.Time.Advance(TimeSpan.FromSeconds(40));
        await connection.SentAsync();
        gateway.Time.Advance(TimeSpan.FromMilliseconds(123));
        connection.Receive("""{"op":11}""");
        connection.Receive("""{"op":1}""");
        await connection.SentAsync();

        Assert.Equal(TimeSpan.FromMilliseconds(123), gateway.Shard.Latency);
    }

    [Fact]
    public async Task Resumes_after_a_drop_and_dispatches_a_replayed_event_once()
    {
        var seen = new List<long>();
        var resumed = new TaskCompletionSource();
        var connection = await gateway.StartAsync(
            null,
            new Handler("A", (in d, _, _) =>
            {
                seen.Add(d.Sequence);
                return default;
            }),
            new Handler("RESUMED", (in _, _, _) =>
            {
                resumed.SetResult();
                return default;
            }));
        connection.Receive(Event("A", 2));
        connection.Receive("""{"op":1}""");
        await connection.SentAsync();
        connection.Abort();

        var second = await gateway.ConnectedAsync();
        second.Receive(Hello);
        Assert.Contains("\"seq\":2", await second.SentAsync(), StringComparison.Ordinal);
        second.Receive(Event("A", 2));
        second.Receive(Event("A", 3));
        second.Receive(Event("RESUMED", 4));
        await resumed.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal([2L, 3L], seen);
        Assert.Equal(1, gateway.Shard.Resumes);
    }

    [Theory]
    [InlineData("""{"op":7,"d":null}""", true)]
    [InlineData("""{"op":9,"d":true}""", true)]
    [InlineData("""{"op":9,"d":false}""", false)]
    public async Task Connects_again_when_the_server_asks_for_it(string message, bool resumes)
    {
        var connection = await gateway.StartAsync();
        connection.Receive(message);
        var second = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        second.Receive(Hello);

        await gateway.PassTimeUntilAsync(second.SentAsync(resumes ? 6 : 2));
        Assert.Equal(resumes ? "resume.example" : "main.example", second.Address!.Host);
        Assert.Equal(4900, connection.ClosedByClientWith);
    }

    [Theory]
    [InlineData(4004, "token is wrong")]
    [InlineData(4010, "shard count is wrong")]
    [InlineData(4011, "2500 guilds")]
    [InlineData(4012, "version 10")]
    [InlineData(4013, "GatewayIntents")]
    [InlineData(4014, "Privileged Gateway Intents")]
    public async Task A_fatal_close_is_one_exception_with_code_meaning_and_what_to_do(int code, string advice)
    {
        var connection = await gateway.StartAsync();
        connection.CloseFromServer(code, "as Discord says");

        var failure = await Assert.ThrowsAsync<GatewayClosedException>(() => gateway.Cluster!.Completion.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));

        Assert.Equal(code, (int)failure.Code);
        Assert.Contains($"Shard 0 was closed with {code} (as Discord says)", failure.Message, StringComparison.Ordinal);
        Assert.Contains(advice, failure.Message, StringComparison.Ordinal);
        Assert.Equal(ShardState.Failed, gateway.Shard.State);
        Assert.Equal(GatewayErrorKind.Fatal, Assert.Single(gateway.Errors).Kind);
        await Assert.ThrowsAsync<GatewayClosedException>(() => gateway.Shard.ReadyAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_handler_that_throws_is_reported_with_event_sequence_and_name_and_ends_nothing()
    {
        var connection = await gateway.StartAsync(
            null,
            new Handler("A", (in _, _, _) => throw new InvalidOperationException("at once")),
            new Handler("B", (in _, _, _) => ThrowLater()));

        connection.Receive(Event("A", 2));
        connection.Receive(Event("B", 3));
        connection.Receive("""{"op":1}""");
        await connection.SentAsync();
        await gateway.Shard.WhenCallsFinished().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal(ShardState.Ready, gateway.Shard.State);
        Assert.Collection(
            gateway.Errors,
            first => Assert.Equal((GatewayErrorKind.Handler, "A", 2L, "Handler.Handle"), (first.Kind, first.Event, first.Sequence!.Value, first.Handler)),
            second => Assert.Equal("later", second.Exception!.Message));

        static async ValueTask ThrowLater()
        {
            await Task.Yield();
            throw new InvalidOperationException("later");
        }
    }

    [Fact]
    public async Task At_the_limit_of_unfinished_calls_it_reads_no_more_even_between_two_handlers_of_one_event()
    {
        var gates = new Queue<TaskCompletionSource>([new(), new(), new()]);
        var begun = new SemaphoreSlim(0);
        var pending = gates.ToArray();
        var handler = new Handler.Body((in Spectacles.Gateway.Dispatching.Dispatch d, Shard _, CancellationToken _) =>
        {
            Assert.Equal("""{"n":1}""", Encoding.UTF8.GetString(d.Data));
            var gate = gates.Dequeue();
            begun.Release();
            return new ValueTask(gate.Task);
        });
        var connection = await gateway.StartAsync(new ClusterOptions { MaxInFlight = 1 }, new Handler("A", handler), new Handler("A", handler));

        connection.Receive(Event("A", 2, """{"n":1}"""));
        connection.Receive(Event("A", 3, """{"n":1}"""));
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, gates.Count);
        pending[0].SetResult();
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, gateway.Shard.Sequence);
        pending[1].SetResult();
        await begun.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, gateway.Shard.Sequence);
        pending[2].SetResult();
    }

    [Fact]
    public async Task Time_in_which_it_does_not_read_is_no_missing_acknowledgement()
    {
        var block = new TaskCompletionSource();
        var connection = await gateway.StartAsync(new ClusterOptions { MaxInFlight = 1, HandlerTimeout = TimeSpan.FromHours(1) }, new Handler("A", (in _, _, _) => new ValueTask(block.Task)));
        connection.Receive(Event("A", 2));
        connection.Receive(Event("A", 3));
        for (int beat = 0; beat < 4; beat++)
        {
            Assert.StartsWith("""{"op":1,""", await gateway.PassTimeUntilAsync(connection.SentAsync()), StringComparison.Ordinal);
        }

        Assert.Null(connection.ClosedByClientWith);
        block.SetResult();
    }

    [Fact]
    public async Task A_call_that_never_finishes_is_reported_and_gives_its_place_back()
    {
        var begun = new SemaphoreSlim(0);
        var never = new TaskCompletionSource();
        var connection = await gateway.StartAsync(new ClusterOptions { MaxInFlight = 1, HandlerTimeout = TimeSpan.FromSeconds(5) }, new Handler("A", (in _, _, _) =>
        {
            begun.Release();
            return new ValueTask(never.Task);
        }));
        connection.Receive(Event("A", 2));
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        connection.Receive(Event("A", 3));
        gateway.Time.Advance(TimeSpan.FromSeconds(5));
        await begun.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, gateway.Shard.Abandoned);
        var error = Assert.Single(gateway.Errors);
        Assert.Equal((GatewayErrorKind.HandlerTimeout, 2L), (error.Kind, error.Sequence!.Value));
        never.SetResult();
    }

    [Fact]
    public async Task Garbage_closes_the_connection_and_resumes()
    {
        var connection = await gateway.StartAsync();
        connection.Receive("no json");

        var second = await gateway.ConnectedAsync();

        Assert.Equal("resume.example", second.Address!.Host);
        Assert.Equal(4900, connection.ClosedByClientWith);
    }

    [Fact]
    public async Task A_message_over_the_limit_closes_the_connection_with_1009()
    {
        var connection = await gateway.StartAsync(new ClusterOptions { MaxMessageBytes = 2048 });
        connection.Receive(new byte[4096], WebSocketMessageType.Text);

        await gateway.ConnectedAsync();

        Assert.Equal(1009, connection.ClosedByClientWith);
    }

    [Fact]
    public async Task Falls_back_to_the_main_address_when_the_resume_address_does_not_answer()
    {
        var connection = await gateway.StartAsync();
        connection.Abort();
        (await gateway.ConnectedAsync()).Abort();
        var hosts = new List<string>();
        for (int i = 0; i < 2; i++)
        {
            var next = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
            hosts.Add(next.Address!.Host);
            next.Abort();
        }

        Assert.Equal(["resume.example", "main.example"], hosts);
    }

    [Fact]
    public async Task Sends_commands_once_ready_and_says_how_large_is_too_large()
    {
        var connection = await gateway.StartAsync();
        await gateway.Shard.SendAsync(new UpdateVoiceState(1, 2, SelfMute: true), TestContext.Current.CancellationToken);
        Assert.Equal("""{"op":4,"d":{"guild_id":"1","channel_id":"2","self_mute":true,"self_deaf":false}}""", await connection.SentAsync());

        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await gateway.Shard.SendAsync(new UpdatePresence(PresenceStatus.Online, new BotActivity(new string('x', 5000))), TestContext.Current.CancellationToken));
        Assert.Contains("4096", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_121st_message_of_a_minute_waits()
    {
        var connection = await gateway.StartAsync();
        var command = new UpdateVoiceState(1, null);
        int sent = 0;
        ValueTask pending;
        while ((pending = gateway.Shard.SendAsync(command, TestContext.Current.CancellationToken)).IsCompletedSuccessfully)
        {
            sent++;
            Assert.InRange(sent, 0, 120);
        }

        // IDENTIFY has taken one of the 120, and some are kept for heartbeats.
        Assert.InRange(sent, 110, 119);
        gateway.Time.Advance(TimeSpan.FromSeconds(61));
        await pending;
    }
}
