using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Testing.Tests;

public sealed class ResumeTests
{
    private readonly FakeTimeProvider clock = new();

    [Theory]
    [InlineData("v=10&encoding=json")]
    [InlineData("v=10&encoding=json&compress=zlib-stream")]
    public async Task Replays_in_order_what_a_dropped_client_missed(string query)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using RawClient dropped = await RawClient.ReadyAsync(gateway, query: query);
        gateway.ConnectionOf(0).Drop();
        Assert.Null(await dropped.ClosedAsync());
        Assert.Equal(new ConnectionClosed(1, null, null, ClosedBy.Drop), await gateway.ClosedAsync());
        Assert.False(Assert.Single(gateway.Sessions).Connected);
        for (int number = 1; number <= 100; number++) gateway.Dispatch("SOME_EVENT", $$"""{"number":{{number}}}""");

        await using RawClient resumed = await RawClient.ConnectAsync(dropped.ResumeUrl!, query);
        await resumed.ExpectAsync(Opcode.Hello);
        await resumed.ResumeAsync(gateway.Token, dropped.SessionId!, dropped.Sequence);
        for (int number = 1; number <= 100; number++)
        {
            GatewayMessage message = await resumed.ExpectAsync("SOME_EVENT");
            Assert.Equal((number, number + 2), (message.Data.GetProperty("number").GetInt32(), message.Sequence));
        }

        Assert.Equal(103, (await resumed.ExpectAsync("RESUMED")).Sequence);
        gateway.Dispatch("SOME_EVENT", """{"number":101}""");
        Assert.Equal(104, (await resumed.ExpectAsync("SOME_EVENT")).Sequence);

        ReceivedPayload resume = await gateway.ReceivedAsync(Opcode.Resume);
        Assert.Equal((2L, dropped.SessionId, 0), (resume.Sequence, resume.SessionId, resume.ShardId));
        Assert.True(gateway.ConnectionOf(0).AtResumeAddress);
        Assert.Equal(new GatewayCounters(2, 1, 1, 104, 0, 0), gateway.Counters);
    }

    [Fact]
    public async Task A_time_in_which_a_session_is_not_resumed_leaves_it_whole()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { TimeProvider = clock });
        await using RawClient first = await RawClient.ReadyAsync(gateway, shard: 0, shards: 2);
        clock.Advance(TimeSpan.FromSeconds(6));
        await using RawClient other = await RawClient.ReadyAsync(gateway, shard: 1, shards: 2);
        gateway.Script.RefuseResumesFor(TimeSpan.FromSeconds(30), ResumeRefusal.Close(4000), Assert.Single(gateway.Sessions, session => session.ShardId == 0));
        gateway.Script.RefuseResumesFor(TimeSpan.FromSeconds(10), ResumeRefusal.InvalidSession);
        gateway.Dispatch("SOME_EVENT", "{}");

        await using RawClient closed = await ResumeAsync(gateway, first);
        Assert.Equal(4000, await closed.ClosedAsync());
        await using RawClient told = await ResumeAsync(gateway, other);
        Assert.True((await told.ExpectAsync(Opcode.InvalidSession)).Data.GetBoolean());

        clock.Advance(TimeSpan.FromSeconds(10));
        await using RawClient good = await ResumeAsync(gateway, other);
        await good.ExpectAsync("RESUMED");
        clock.Advance(TimeSpan.FromSeconds(20));
        await using RawClient whole = await ResumeAsync(gateway, first);
        await whole.ExpectAsync("SOME_EVENT");
        Assert.Empty(gateway.Violations);
    }

    [Fact]
    public async Task A_close_frame_may_hold_no_code()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using RawClient client = await RawClient.ReadyAsync(gateway);
        gateway.ConnectionOf(0).CloseWithoutCode();

        // .NET's client takes it for 1000.
        Assert.Equal(1000, await client.ClosedAsync());
        Assert.Equal(new ConnectionClosed(1, 1005, "", ClosedBy.Gateway), await gateway.ClosedAsync());
        Assert.False(Assert.Single(gateway.Sessions).Ended);
    }

    [Fact]
    public async Task Replays_again_what_was_replayed_and_lost()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using RawClient first = await RawClient.ReadyAsync(gateway);
        gateway.ConnectionOf(0).Drop();
        gateway.Dispatch("SOME_EVENT", "{}");
        for (int round = 0; round < 3; round++)
        {
            await using RawClient next = await RawClient.ConnectAsync(gateway);
            await next.ExpectAsync(Opcode.Hello);
            await next.ResumeAsync(gateway.Token, first.SessionId!, first.Sequence);
            Assert.Equal(3, (await next.ExpectAsync("SOME_EVENT")).Sequence);
            for (int before = 0; before <= round; before++) Assert.Equal(4 + before, (await next.ExpectAsync("RESUMED")).Sequence);
            gateway.ConnectionOf(0).Drop();
            await next.ClosedAsync();
        }

        Assert.Equal(6, gateway.Counters.Dispatched);
    }

    [Fact]
    public async Task Knows_what_the_client_has_last_said_to_have_received()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using RawClient first = await RawClient.ReadyAsync(gateway);
        var session = Assert.Single(gateway.Sessions);
        Assert.Equal(0, session.AcknowledgedSequence);

        await first.HeartbeatAsync("2");
        await gateway.ReceivedAsync(Opcode.Heartbeat);
        Assert.Equal(2, session.AcknowledgedSequence);
        await first.HeartbeatAsync();
        await gateway.ReceivedAsync(Opcode.Heartbeat);
        Assert.Equal(2, session.AcknowledgedSequence);

        gateway.ConnectionOf(0).Drop();
        await using RawClient next = await RawClient.ConnectAsync(gateway);
        await next.ExpectAsync(Opcode.Hello);
        await next.ResumeAsync(gateway.Token, first.SessionId!, 1);
        await gateway.ReceivedAsync(Opcode.Resume);
        Assert.Equal(1, session.AcknowledgedSequence);
    }

    [Fact]
    public async Task Takes_a_session_over_from_a_connection_that_is_still_open()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using RawClient before = await RawClient.ReadyAsync(gateway);
        await using RawClient after = await RawClient.ConnectAsync(gateway);
        await after.ExpectAsync(Opcode.Hello);
        await after.ResumeAsync(gateway.Token, before.SessionId!, before.Sequence);
        await after.ExpectAsync("RESUMED");
        Assert.Equal((int)CloseCode.UnknownError, await before.ClosedAsync());
        gateway.Dispatch("SOME_EVENT", "{}");
        await after.ExpectAsync("SOME_EVENT");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public async Task Closes_a_resume_with_a_wrong_sequence_and_ends_the_session(long sequence)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using RawClient first = await RawClient.ReadyAsync(gateway);
        gateway.ConnectionOf(0).Drop();
        await using RawClient second = await RawClient.ConnectAsync(gateway);
        await second.ResumeAsync(gateway.Token, first.SessionId!, sequence);
        Assert.Equal((int)CloseCode.InvalidSequence, await second.ClosedAsync());
        Assert.Empty(gateway.Sessions);
    }

    [Fact]
    public async Task Answers_an_unknown_session_with_op_9_and_takes_an_identify_on_the_same_connection()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using RawClient client = await RawClient.ConnectAsync(gateway);
        await client.ExpectAsync(Opcode.Hello);
        await client.ResumeAsync(gateway.Token, "nobody's", 1);
        Assert.False((await client.ExpectAsync(Opcode.InvalidSession)).Data.GetBoolean());
        await client.IdentifyAsync(gateway.Token);
        await client.ExpectAsync("READY");
        Assert.Empty(gateway.Violations);
    }

    [Fact]
    public async Task Forgets_a_session_that_nobody_resumes_in_time()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { TimeProvider = clock, SessionLifetime = TimeSpan.FromSeconds(90) });
        await using RawClient client = await RawClient.ReadyAsync(gateway);
        gateway.ConnectionOf(0).Drop();
        await gateway.ClosedAsync();
        clock.Advance(TimeSpan.FromSeconds(90));
        Assert.Single(gateway.Sessions);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(gateway.Sessions);
        Assert.Equal(0, gateway.Dispatch("SOME_EVENT", "{}"));
    }

    [Theory]
    [InlineData(1000, 0)]
    [InlineData(1001, 0)]
    [InlineData(4000, 1)]
    [InlineData(4900, 1)]
    public async Task Ends_a_session_only_when_the_client_says_goodbye(int code, int sessions)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using RawClient client = await RawClient.ReadyAsync(gateway);
        await client.CloseAsync(code);
        Assert.Equal(new ConnectionClosed(1, code, "", ClosedBy.Client), await gateway.ClosedAsync());
        Assert.Equal(sessions, gateway.Sessions.Count);
    }

    [Fact]
    public async Task Gives_up_a_session_whose_client_has_missed_more_than_is_kept()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { ReplayLimit = 10 });
        await using RawClient first = await RawClient.ReadyAsync(gateway);
        gateway.ConnectionOf(0).Drop();
        await gateway.ClosedAsync();
        for (int number = 0; number < 11; number++) gateway.Dispatch("SOME_EVENT", "{}");
        await using RawClient second = await RawClient.ConnectAsync(gateway);
        await second.ExpectAsync(Opcode.Hello);
        await second.ResumeAsync(gateway.Token, first.SessionId!, first.Sequence);
        await second.ExpectAsync(Opcode.InvalidSession);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Invalidates_a_session_after_the_events_that_it_was_due(bool resumable, int sessions)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using RawClient client = await RawClient.ReadyAsync(gateway);
        gateway.Dispatch("SOME_EVENT", "{}");
        gateway.ConnectionOf(0).InvalidateSession(resumable);
        await client.ExpectAsync("SOME_EVENT");
        Assert.Equal(resumable, (await client.ExpectAsync(Opcode.InvalidSession)).Data.GetBoolean());
        Assert.Equal(sessions, gateway.Sessions.Count);
        await client.HeartbeatAsync();
        await client.ExpectAsync(Opcode.HeartbeatAck);
    }

    [Fact]
    public async Task Asks_to_reconnect_and_closes_a_client_that_stays()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { TimeProvider = clock });
        await using RawClient client = await RawClient.ReadyAsync(gateway);
        gateway.ConnectionOf(0).RequestReconnect();
        await client.ExpectAsync(Opcode.Reconnect);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal((int)CloseCode.UnknownError, await client.ClosedAsync());
        await gateway.ClosedAsync();
        Assert.Single(gateway.Sessions);
    }

    [Theory]
    [InlineData("v=10&encoding=json")]
    [InlineData("v=10&compress=zlib-stream")]
    public async Task Loses_no_event_and_repeats_none_when_connections_are_cut_in_the_flood(string query)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        RawClient client = await RawClient.ReadyAsync(gateway, query: query);
        (string session, long expected, int cuts) = (client.SessionId!, client.Sequence + 1, 0);
        Task flood = FloodAsync(gateway, 20_000);
        while (!flood.IsCompleted || expected <= gateway.Sessions[0].Sequence)
        {
            try
            {
                GatewayMessage message = await client.NextAsync();
                if (message.Op != Opcode.Dispatch) continue;
                Assert.Equal(expected++, message.Sequence);
                if (expected % 700 != 0 || cuts == 20 || gateway.Connections is not [.., { Session: not null } current]) continue;
                current.Drop();
                cuts++;
            }
            catch (System.Net.WebSockets.WebSocketException)
            {
                await client.DisposeAsync();
                client = await RawClient.ConnectAsync(gateway, query);
                await client.ResumeAsync(gateway.Token, session, expected - 1);
            }
        }

        await flood;
        await client.DisposeAsync();
        Assert.InRange(cuts, 5, 20);
        Assert.Equal(expected - 1, gateway.Counters.Dispatched);
        Assert.Equal(1, gateway.Counters.Identifies);
    }

    private static async Task FloodAsync(SimulatedGateway gateway, int events)
    {
        for (int number = 0; number < events; number++)
        {
            gateway.Dispatch("SOME_EVENT", $$"""{"number":{{number}}}""");
            if (number % 100 == 0) await Task.Delay(1);
        }
    }

    private static async Task<RawClient> ResumeAsync(SimulatedGateway gateway, RawClient before)
    {
        RawClient client = await RawClient.ConnectAsync(gateway);
        await client.ExpectAsync(Opcode.Hello);
        await client.ResumeAsync(gateway.Token, before.SessionId!, before.Sequence);
        return client;
    }
}
