using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Testing.Tests;

public sealed class ScriptTests
{
    public static TheoryData<int> CloseCodes => [1000, 1001, 1009, 1011, 1012, 1013, .. Enumerable.Range(4000, 15), 4999];

    [Theory]
    [MemberData(nameof(CloseCodes))]
    public async Task Gateway_closes_with_any_code_on_demand(int code)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        gateway.Dispatch("SOME_EVENT", "{}");
        gateway.ConnectionOf(0).Close(code, "as the script says");
        await client.ExpectAsync("SOME_EVENT");
        Assert.Equal(code, await client.WaitForCloseAsync());
        await gateway.WaitForCloseAsync();
        bool ends = code is 4003 or 4004 or 4007 or 4009 or (>= 4010 and <= 4014);
        Assert.Equal(ends ? 0 : 1, gateway.Sessions.Count);
        Assert.Empty(gateway.Violations);
    }

    [Fact]
    public async Task Gateway_cuts_messages_into_frames()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        gateway.Script.BytesPerFrame = 16;
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        Assert.Equal(3, client.MessagesRead);
        Assert.True(client.FramesRead > 100);
    }

    [Fact]
    public async Task Gateway_spreads_a_gateway_message_over_several_web_socket_messages_under_zlib_stream()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        gateway.Script.BytesPerMessage = 7;
        await using var client = await RawClient.WaitForReadyAsync(gateway, query: "v=10&compress=zlib-stream");
        Assert.True(client.MessagesRead > 50);
    }

    [Fact]
    public async Task Hello_is_delayed_by_the_gateways_clock()
    {
        var time = new FakeTimeProvider();
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { TimeProvider = time });
        gateway.Script.HelloDelay = TimeSpan.FromSeconds(30);
        await using var client = await RawClient.ConnectAsync(gateway);
        await client.HeartbeatAsync();
        await client.ExpectAsync(Opcode.HeartbeatAck);
        Assert.Equal(new ConnectionOpened(1, 10, Compression.None, false, "v=10&encoding=json"), await gateway.WaitForOpenAsync());
        time.Advance(TimeSpan.FromSeconds(30));
        await client.ExpectAsync(Opcode.Hello);
    }

    [Fact]
    public async Task Script_sends_op_7_instead_of_hello()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        gateway.Script.ReconnectInsteadOfHello = true;
        await using var client = await RawClient.ConnectAsync(gateway);
        await client.ExpectAsync(Opcode.Reconnect);
    }

    [Fact]
    public async Task Script_withholds_heartbeat_acknowledgements()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        gateway.Script.WithholdHeartbeatAcks = true;
        await client.HeartbeatAsync();
        await gateway.WaitForPayloadAsync(Opcode.Heartbeat);
        gateway.Script.WithholdHeartbeatAcks = false;
        gateway.Dispatch("SOME_EVENT", "{}");
        await client.ExpectAsync("SOME_EVENT");
    }

    [Fact]
    public async Task Script_refuses_the_next_resumes_and_identifies()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        gateway.Script.RefuseIdentifies(1);
        await using var client = await RawClient.ConnectAsync(gateway);
        await client.ExpectAsync(Opcode.Hello);
        await client.StartNewSessionAsync(gateway.Token);
        await client.ExpectAsync(Opcode.InvalidSession);
        await client.StartNewSessionAsync(gateway.Token);
        await client.ExpectAsync("READY");
        gateway.Script.RefuseResumes(1);
        gateway.ConnectionOf(0).Drop();
        await using var second = await RawClient.ConnectAsync(gateway);
        await second.ExpectAsync(Opcode.Hello);
        await second.ResumeAsync(gateway.Token, client.SessionId!, client.Sequence);
        Assert.False((await second.ExpectAsync(Opcode.InvalidSession)).Data.GetBoolean());
        Assert.Empty(gateway.Sessions);
        Assert.Empty(gateway.Violations);
    }

    [Fact]
    public async Task Script_disables_the_resume_URL()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        gateway.Script.ResumeAddressDown = true;
        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => RawClient.ConnectAsync(client.ResumeUrl!));
        await using var other = await RawClient.ConnectAsync(gateway);
        await other.ExpectAsync(Opcode.Hello);
    }

    [Fact]
    public async Task Gateway_sends_messages_that_break_the_rules()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        gateway.ConnectionOf(0).SendMessage("""{"op":77,"d":null,"s":null,"t":null}""");
        await client.ExpectAsync((Opcode)77);
        gateway.ConnectionOf(0).SendRaw("{\"op\":0,");
        await Assert.ThrowsAnyAsync<System.Text.Json.JsonException>(client.NextAsync);
        gateway.ConnectionOf(0).SendRaw(new byte[] { 1, 2, 3 });
        await Assert.ThrowsAnyAsync<System.Text.Json.JsonException>(client.NextAsync);
        Assert.Equal([1, 2, 3], client.LastBytes);
    }

    [Fact]
    public async Task Client_that_does_not_answer_the_close_frame_is_cut_off()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        long begin = TimeProvider.System.GetTimestamp();
        gateway.ConnectionOf(0).Close(CloseCode.UnknownError);
        Assert.Equal((4000, CloseOrigin.Server), await gateway.WaitForCloseAsync() is var closed ? (closed.Code, closed.Origin) : default);
        Assert.InRange(TimeProvider.System.GetElapsedTime(begin).TotalSeconds, 1.5, 5);
    }

    [Fact]
    public async Task Disposal_takes_seconds_although_a_client_hangs()
    {
        var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        long begin = TimeProvider.System.GetTimestamp();
        await gateway.DisposeAsync();
        Assert.InRange(TimeProvider.System.GetElapsedTime(begin).TotalSeconds, 0, 5);
    }

    [Fact]
    public async Task Wait_that_times_out_lists_the_observations()
    {
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { ObservationTimeout = TimeSpan.FromMilliseconds(50) });
        await using var client = await RawClient.ConnectAsync(gateway);
        await client.HeartbeatAsync();
        await client.ExpectAsync(Opcode.Hello);
        await client.ExpectAsync(Opcode.HeartbeatAck);
        var timeout = await Assert.ThrowsAsync<TimeoutException>(() => gateway.WaitForPayloadAsync(Opcode.Identify));
        Assert.Contains("\"kind\":\"received\",\"connection\":1,\"op\":1", timeout.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_that_reads_as_fast_as_events_arrive_stays_connected()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        var reading = ReadUntilAsync(client, 20_002);
        for (int number = 0; number < 20_000; number++)
        {
            gateway.Dispatch("SOME_EVENT", "{}");
            if (number % 1_000 == 0)
            {
                await gateway.WaitForDrainAsync();
            }
        }

        await reading;
        Assert.Equal(1, gateway.Counters.Connections);
    }

    [Fact]
    public async Task DrainedAsync_completes_when_a_burst_was_passed_on()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        for (int number = 0; number < 5000; number++)
        {
            gateway.Dispatch("SOME_EVENT", "{}");
        }

        await gateway.WaitForDrainAsync();
        await ReadUntilAsync(client, 5002);
    }

    [Fact]
    public async Task Session_of_a_client_that_does_not_read_ends()
    {
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { ReplayLimit = 50, ObservationTimeout = TimeSpan.FromMilliseconds(300) });
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        await gateway.WaitForDrainAsync();
        string large = $$"""{"text":"{{new string('x', 1 << 20)}}"}""";
        for (int number = 0; number < 60; number++)
        {
            gateway.Dispatch("SOME_EVENT", large);
        }

        await Assert.ThrowsAsync<TimeoutException>(() => gateway.WaitForDrainAsync());
        Assert.Equal((int)CloseCode.UnknownError, await client.WaitForCloseAsync());
        Assert.Empty(gateway.Sessions);
    }

    private static async Task ReadUntilAsync(RawClient client, long sequence)
    {
        while (client.Sequence < sequence)
        {
            await client.NextAsync();
        }
    }
}
