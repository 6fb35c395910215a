using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Testing.Tests;

public sealed class ResumeTests
{
    private readonly FakeTimeProvider time = new();

    [Theory]
    [InlineData("v=10&encoding=json")]
    [InlineData("v=10&encoding=json&compress=zlib-stream")]
    public async Task Gateway_replays_in_order_what_a_dropped_client_missed(string query)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var dropped = await RawClient.WaitForReadyAsync(gateway, query: query);
        gateway.ConnectionOf(0).Drop();
        Assert.Null(await dropped.WaitForCloseAsync());
        Assert.Equal(new ConnectionClosed(1, null, null, CloseOrigin.Lost), await gateway.WaitForCloseAsync());
        Assert.False(Assert.Single(gateway.Sessions).Connected);
        for (int number = 1; number <= 100; number++)
        {
            gateway.Dispatch("SOME_EVENT", $$"""{"number":{{number}}}""");
        }

        await using var resumed = await RawClient.ConnectAsync(dropped.ResumeUrl!, query);
        await resumed.ExpectAsync(Opcode.Hello);
        await resumed.ResumeAsync(gateway.Token, dropped.SessionId!, dropped.Sequence);
        for (int number = 1; number <= 100; number++)
        {
            var message = await resumed.ExpectAsync("SOME_EVENT");
            Assert.Equal((number, number + 2), (message.Data.GetProperty("number").GetInt32(), message.Sequence));
        }

        Assert.Equal(103, (await resumed.ExpectAsync("RESUMED")).Sequence);
        gateway.Dispatch("SOME_EVENT", """{"number":101}""");
        Assert.Equal(104, (await resumed.ExpectAsync("SOME_EVENT")).Sequence);

        var resume = await gateway.WaitForPayloadAsync(Opcode.Resume);
        Assert.Equal((2L, dropped.SessionId, 0), (resume.Sequence, resume.SessionId, resume.ShardId));
        Assert.True(gateway.ConnectionOf(0).AtResumeAddress);
        Assert.Equal(new GatewayCounters(2, 1, 1, 104, 0, 0, 0), gateway.Counters);
    }

    [Fact]
    public async Task Close_frame_without_a_code_is_sent()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        gateway.ConnectionOf(0).CloseWithoutCode();

        // .NET's client reports it as 1000.
        Assert.Equal(1000, await client.WaitForCloseAsync());
        Assert.Equal(new ConnectionClosed(1, 1005, "", CloseOrigin.Server), await gateway.WaitForCloseAsync());
        Assert.False(Assert.Single(gateway.Sessions).Ended);
    }

    [Fact]
    public async Task Lost_replay_is_replayed_again()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var first = await RawClient.WaitForReadyAsync(gateway);
        gateway.ConnectionOf(0).Drop();
        gateway.Dispatch("SOME_EVENT", "{}");
        for (int round = 0; round < 3; round++)
        {
            await using var next = await RawClient.ConnectAsync(gateway);
            await next.ExpectAsync(Opcode.Hello);
            await next.ResumeAsync(gateway.Token, first.SessionId!, first.Sequence);
            Assert.Equal(3, (await next.ExpectAsync("SOME_EVENT")).Sequence);
            for (int before = 0; before <= round; before++)
            {
                Assert.Equal(4 + before, (await next.ExpectAsync("RESUMED")).Sequence);
            }

            gateway.ConnectionOf(0).Drop();
            await next.WaitForCloseAsync();
        }

        Assert.Equal(6, gateway.Counters.Dispatched);
    }

    [Fact]
    public async Task Acknowledged_sequence_is_the_last_one_of_the_client()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var first = await RawClient.WaitForReadyAsync(gateway);
        var session = Assert.Single(gateway.Sessions);
        Assert.Equal(0, session.AcknowledgedSequence);

        await first.HeartbeatAsync("2");
        await gateway.WaitForPayloadAsync(Opcode.Heartbeat);
        Assert.Equal(2, session.AcknowledgedSequence);
        await first.HeartbeatAsync();
        await gateway.WaitForPayloadAsync(Opcode.Heartbeat);
        Assert.Equal(2, session.AcknowledgedSequence);

        gateway.ConnectionOf(0).Drop();
        await using var next = await RawClient.ConnectAsync(gateway);
        await next.ExpectAsync(Opcode.Hello);
        await next.ResumeAsync(gateway.Token, first.SessionId!, 1);
        await gateway.WaitForPayloadAsync(Opcode.Resume);
        Assert.Equal(1, session.AcknowledgedSequence);
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 6)]
    public async Task Gateway_that_forgets_what_was_acknowledged_replays_only_what_is_left(bool forgets, long first)
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { ForgetAcknowledged = forgets });
        await using var dropped = await RawClient.WaitForReadyAsync(gateway);
        for (int number = 3; number <= 8; number++)
        {
            gateway.Dispatch("SOME_EVENT", "{}");
            await dropped.ExpectAsync("SOME_EVENT");
        }

        // The last one is smaller: what was acknowledged is forgotten.
        foreach (string sequence in (string[])["4", "5", "3"])
        {
            await dropped.HeartbeatAsync(sequence);
            await gateway.WaitForPayloadAsync(Opcode.Heartbeat);
        }

        gateway.ConnectionOf(0).Drop();
        await using var resumed = await RawClient.ConnectAsync(gateway);
        await resumed.ExpectAsync(Opcode.Hello);
        await resumed.ResumeAsync(gateway.Token, dropped.SessionId!, 1);

        for (long sequence = first; sequence <= 8; sequence++)
        {
            Assert.Equal(sequence, (await resumed.ExpectAsync(sequence == 2 ? "GUILD_CREATE" : "SOME_EVENT")).Sequence);
        }

        Assert.Equal(9, (await resumed.ExpectAsync("RESUMED")).Sequence);
        Assert.Equal(0, gateway.Counters.Violations);
    }

    [Fact]
    public async Task Resume_takes_the_session_from_an_open_connection()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var before = await RawClient.WaitForReadyAsync(gateway);
        await using var after = await RawClient.ConnectAsync(gateway);
        await after.ExpectAsync(Opcode.Hello);
        await after.ResumeAsync(gateway.Token, before.SessionId!, before.Sequence);
        await after.ExpectAsync("RESUMED");
        Assert.Equal((int)CloseCode.UnknownError, await before.WaitForCloseAsync());
        gateway.Dispatch("SOME_EVENT", "{}");
        await after.ExpectAsync("SOME_EVENT");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public async Task Gateway_closes_a_resume_with_a_wrong_sequence_and_ends_the_session(long sequence)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var first = await RawClient.WaitForReadyAsync(gateway);
        gateway.ConnectionOf(0).Drop();
        await using var second = await RawClient.ConnectAsync(gateway);
        await second.ResumeAsync(gateway.Token, first.SessionId!, sequence);
        Assert.Equal((int)CloseCode.InvalidSequence, await second.WaitForCloseAsync());
        Assert.Empty(gateway.Sessions);
    }

    [Fact]
    public async Task Unknown_session_gets_op_9_and_may_identify_on_the_same_connection()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.ConnectAsync(gateway);
        await client.ExpectAsync(Opcode.Hello);
        await client.ResumeAsync(gateway.Token, "unknown", 1);
        Assert.False((await client.ExpectAsync(Opcode.InvalidSession)).Data.GetBoolean());
        await client.StartNewSessionAsync(gateway.Token);
        await client.ExpectAsync("READY");
        Assert.Empty(gateway.Violations);
    }

    [Fact]
    public async Task Reconnect_request_closes_a_client_that_stays()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { TimeProvider = time });
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        gateway.ConnectionOf(0).RequestReconnect();
        await client.ExpectAsync(Opcode.Reconnect);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal((int)CloseCode.UnknownError, await client.WaitForCloseAsync());
        await gateway.WaitForCloseAsync();
        Assert.Single(gateway.Sessions);
    }

    [Theory]
    [InlineData("v=10&encoding=json")]
    [InlineData("v=10&compress=zlib-stream")]
    public async Task No_event_is_lost_or_repeated_when_connections_are_cut_under_load(string query)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        var client = await RawClient.WaitForReadyAsync(gateway, query: query);
        (string session, long expected, int cuts) = (client.SessionId!, client.Sequence + 1, 0);
        var flood = FloodAsync(gateway, 20_000);
        while (!flood.IsCompleted || expected <= gateway.Sessions[0].Sequence)
        {
            try
            {
                var message = await client.NextAsync();
                if (message.Op != Opcode.Dispatch)
                {
                    continue;
                }

                Assert.Equal(expected++, message.Sequence);
                if (expected % 700 != 0 || cuts == 20 || gateway.Connections is not [.., { Session: not null } current])
                {
                    continue;
                }

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
            if (number % 100 == 0)
            {
                await Task.Delay(1);
            }
        }
    }
}
