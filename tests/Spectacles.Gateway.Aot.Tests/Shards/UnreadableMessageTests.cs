using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Testing;
using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>A message that can't be read comes again with every resume: it is tried twice, and never a third time.</summary>
public sealed class UnreadableMessageTests : IAsyncDisposable
{
    private const string Endless = "endless";
    private const string Corrupt = "corrupt";
    private const string NoJson = "no JSON";
    private readonly MemoryGateway gateway = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Theory]
    [InlineData(Endless, "has not ended after")]
    [InlineData(Corrupt, "")]
    [InlineData(NoJson, "not a JSON object")]
    public async Task Second_failure_after_one_event_starts_a_new_session_and_is_reported(string kind, string reason)
    {
        var connection = await gateway.StartAsync(new ClusterOptions { MaxMessageBytes = 2048 });
        connection.Receive(Event("A", 2));
        Send(connection, kind);
        var second = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        second.Receive(Hello);
        Assert.Contains("\"seq\":2}", await second.SentAsync(6), StringComparison.Ordinal);
        Assert.Equal(0, gateway.ErrorsThatSay("lost."));
        Send(second, kind);

        var third = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        third.Receive(Hello);

        await gateway.PassTimeUntilAsync(third.SentAsync(2));
        Assert.Equal("main.example", third.Address!.Host);
        string error = Assert.Single(gateway.Errors, error => error.Kind == GatewayErrorKind.SessionLost).Message;
        Assert.Contains("the message after sequence 2 can't be read, for the second time", error, StringComparison.Ordinal);
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.Contains("Events after sequence 2 that were not received are lost", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failures_after_different_events_resume_each_time()
    {
        var connection = await gateway.StartAsync();
        for (int i = 2; i < 6; i++)
        {
            Send(connection, NoJson);
            connection = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
            connection.Receive(Hello);
            Assert.StartsWith("""{"op":6,""", await connection.SentAsync(), StringComparison.Ordinal);
            connection.Receive(Event("RESUMED", i));
            await gateway.Cluster!.WaitForReadyAsync(Cancel);
        }

        Assert.DoesNotContain(gateway.Errors, error => error.Kind == GatewayErrorKind.SessionLost);
    }

    [Fact]
    public async Task Event_of_more_than_16_times_the_limit_is_abandoned_over_a_real_socket()
    {
        await using var live = new LiveGateway();
        var seen = new ConcurrentQueue<string>();
        var errors = new ConcurrentQueue<GatewayError>();
        var discordsTime = new FakeTimeProvider();
        var cluster = await live.MakeAsync(
            new SimulatedGatewayOptions { TimeProvider = discordsTime },
            new ClusterOptions { MaxMessageBytes = 64 * 1024, TimeProvider = new FastTime() },
            new Handler("X", (in dispatch, _, _) =>
        {
            seen.Enqueue(Encoding.UTF8.GetString(dispatch.Data));
            return default;
        }));
        cluster.HearErrors(errors.Enqueue);
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);

        discordsTime.Advance(TimeSpan.FromSeconds(6));
        live.Gateway.DispatchToAll("X", $"\"{new string('x', 17 * 64 * 1024)}\"");
        await live.Gateway.WaitForPayloadAsync(Opcode.Identify, Cancel);
        await live.Gateway.WaitForPayloadAsync(Opcode.Identify, Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        live.Gateway.DispatchToAll("X", "\"small\"");

        await LiveGateway.UntilAsync(() => !seen.IsEmpty);
        Assert.Equal(["\"small\""], seen);
        Assert.Equal(2, live.Gateway.Counters.Identifies);
        Assert.Single(errors, error => error.Message.Contains("for the second time", StringComparison.Ordinal));
    }

    private static void Send(MemoryConnection connection, string kind)
    {
        switch (kind)
        {
            case Endless:
                for (int i = 0; i < 9; i++)
                {
                    connection.Receive(new byte[4096], WebSocketMessageType.Text, endOfMessage: false);
                }

                break;
            case Corrupt:
                connection.Receive([0x78, 0x9C, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0xFF, 0xFF], WebSocketMessageType.Binary);
                break;
            default:
                connection.Receive("""{"t":"A","s":3,"op":0,"d":{""");
                break;
        }
    }
}
