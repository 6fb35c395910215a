using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Testing.Tests;

public sealed class FaultTests
{
    private const string Zlib = "v=10&compress=zlib-stream";
    private const string Zstd = "v=10&compress=zstd-stream";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silent_connection_neither_reads_nor_sends_until_its_session_is_resumed()
    {
        var time = new FakeTimeProvider();
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { TimeProvider = time });
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        gateway.ConnectionOf(0).Faults.FallSilent();
        gateway.Dispatch("SOME_EVENT", "{}");
        await client.HeartbeatAsync();
        var end = client.WaitForCloseAsync();

        // Nothing closes it, not even a missing heartbeat.
        time.Advance(TimeSpan.FromMinutes(10));
        await using var second = await RawClient.ConnectAsync(gateway);
        await second.ExpectAsync(Opcode.Hello);
        Assert.False(end.IsCompleted);
        Assert.DoesNotContain(gateway.Received, payload => payload.Opcode == Opcode.Heartbeat);

        await second.ResumeAsync(gateway.Token, client.SessionId!, client.Sequence);
        await second.ExpectAsync("SOME_EVENT");
        await second.ExpectAsync("RESUMED");
        Assert.Null(await end);
        Assert.Empty(gateway.Violations);
    }

    [Fact]
    public async Task Stalled_connection_continues_by_the_gateways_clock()
    {
        var time = new FakeTimeProvider();
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { TimeProvider = time });
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        gateway.ConnectionOf(0).Faults.Stall(TimeSpan.FromMinutes(2));
        gateway.Dispatch("SOME_EVENT", "{}");
        await client.HeartbeatAsync();
        var next = client.NextAsync();
        time.Advance(TimeSpan.FromSeconds(119));
        Assert.False(next.IsCompleted);

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("SOME_EVENT", (await next).Name);
        await client.ExpectAsync(Opcode.HeartbeatAck);
        Assert.Empty(gateway.Violations);
    }

    [Fact]
    public async Task Reset_within_a_frame_delivers_half_of_it()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        using var tcp = new TcpClient();
        await tcp.ConnectAsync("127.0.0.1", gateway.Url.Port, Cancellation);
        byte[] request =
        [
            .. "GET /?v=10 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"u8,
            .. "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"u8,
        ];
        await tcp.GetStream().WriteAsync(request, Cancellation);
        await gateway.WaitForOpenAsync(Cancellation);
        await gateway.WaitForDrainAsync(Cancellation);
        gateway.Connections[0].Faults.DropInFrame();
        gateway.Connections[0].SendMessage($$"""{"op":77,"d":"{{new string('x', 1000)}}"}""");

        string received = await ReadToResetAsync(tcp);
        Assert.Contains("heartbeat_interval", received, StringComparison.Ordinal);
        Assert.InRange(received.Count(character => character == 'x'), 200, 999);
        Assert.Equal(CloseOrigin.Lost, (await gateway.WaitForCloseAsync(Cancellation)).Origin);
    }

    [Fact]
    public async Task Gateway_truncates_one_message_and_resends_it_whole()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway, query: Zlib);
        gateway.ConnectionOf(0).Faults.TruncateNextMessage();
        gateway.Dispatch("SOME_EVENT", """{"number":1}""");

        await Assert.ThrowsAnyAsync<System.Text.Json.JsonException>(client.NextAsync);
        await ExpectReplayAsync(gateway, client);
    }

    [Theory]
    [InlineData(Zlib, typeof(InvalidDataException))]
    [InlineData(Zstd, typeof(InvalidDataException))]
    [InlineData("v=10", typeof(System.Text.Json.JsonException))]
    public async Task Gateway_corrupts_one_message_and_resends_it_whole(string query, Type error)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway, query: query);
        gateway.ConnectionOf(0).Faults.CorruptNextMessage();
        gateway.Dispatch("SOME_EVENT", """{"number":1}""");

        Assert.IsAssignableFrom(error, await Record.ExceptionAsync(client.NextAsync));
        await ExpectReplayAsync(gateway, client);
    }

    [Fact]
    public async Task Gateway_withholds_acknowledgements_of_one_connection_only()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var zombie = await RawClient.WaitForReadyAsync(gateway);
        var faults = gateway.ConnectionOf(0).Faults;
        await using var other = await RawClient.ConnectAsync(gateway);
        await other.ExpectAsync(Opcode.Hello);
        faults.WithholdHeartbeatAcks = true;
        await zombie.HeartbeatAsync();
        await gateway.WaitForPayloadAsync(Opcode.Heartbeat);
        await other.HeartbeatAsync();
        await other.ExpectAsync(Opcode.HeartbeatAck);

        gateway.Dispatch("SOME_EVENT", "{}");
        await zombie.ExpectAsync("SOME_EVENT");
    }

    private static async Task ExpectReplayAsync(SimulatedGateway gateway, RawClient client)
    {
        await using var second = await RawClient.ConnectAsync(gateway, Zlib);
        await second.ExpectAsync(Opcode.Hello);
        await second.ResumeAsync(gateway.Token, client.SessionId!, client.Sequence);
        Assert.Equal(1, (await second.ExpectAsync("SOME_EVENT")).Data.GetProperty("number").GetInt32());
    }

    private static async Task<string> ReadToResetAsync(TcpClient tcp)
    {
        var received = new StringBuilder();
        byte[] buffer = new byte[4096];
        var reset = await Assert.ThrowsAsync<IOException>(async () =>
        {
            while (true)
            {
                received.Append(Encoding.Latin1.GetString(buffer, 0, await tcp.GetStream().ReadAsync(buffer, Cancellation)));
            }
        });
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(reset.InnerException).SocketErrorCode);
        return received.ToString();
    }
}
