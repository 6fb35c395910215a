using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>
/// A cluster whose gateway reads nothing: the time limit of a write ends the connection, and nothing else can, because the clock of the
/// cluster stands still until then.
/// </summary>
public sealed class WriteDeadlineTests : IAsyncDisposable
{
    private const int Ping = 9;
    private readonly LiveGateway live = new();
    private readonly RawGateway raw = new(isNarrow: true);
    private readonly FakeTimeProvider time = new();
    private readonly JumpingTime network = new();
    private readonly TaskCompletionSource<GatewayError> said = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Thread> handled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await live.DisposeAsync(time);
        raw.Dispose();
    }

    /// <summary>The web socket answers a ping before it reads on, so the reading is stuck, too.</summary>
    [Fact]
    public async Task Answer_to_a_ping_that_nobody_reads_ends_the_connection_and_the_session_is_resumed()
    {
        var peer = await ServeAsync();
        byte[] ping = RawPeer.Frame(Ping, new byte[125]);
        var pinging = peer.SendAsync((byte[])[.. Enumerable.Repeat(ping, 100_000).SelectMany(one => one)]);

        await AssertEndsAndResumesAsync();
        Assert.Contains("within 10 s", (await said.Task).Message, StringComparison.Ordinal);
        Assert.NotNull(await Record.ExceptionAsync(() => pinging));
    }

    [Fact]
    public async Task Commands_that_nobody_reads_end_the_connection_and_the_session_is_resumed()
    {
        await ServeAsync();
        var command = new UpdatePresence(BotStatus.Online, new BotActivity(new string('a', 3700)));
        var sends = Enumerable.Range(0, 100)
            .Select(_ => live.Clusters[^1].Shards[0].SendAsync(command, cancellationToken: Cancel).AsTask()).ToArray();

        // The others wait for the next connection.
        await said.Task.WaitAsync(LiveGateway.Patience, Cancel);
        await LiveGateway.UntilAsync(() => sends.Any(send => send.IsFaulted));
        var failed = Assert.Single(sends, send => send.IsFaulted);
        Assert.Contains(sends, send => send.IsCompletedSuccessfully);
        Assert.Contains("within 10 s", failed.Exception!.ToString(), StringComparison.Ordinal);
        await AssertEndsAndResumesAsync();
    }

    /// <summary>Serves one shard until an event was handled on its reader thread.</summary>
    private async Task<RawPeer> ServeAsync()
    {
        await live.MakeAsync();
        live.GatewayOptions = new GatewayOptions { Url = raw.Url };
        var options = new ClusterOptions { TimeProvider = time, ConnectionFactory = NewConnection };
        var cluster = live.Add(options, new Handler("X", (in _, _, _) =>
        {
            handled.TrySetResult(Thread.CurrentThread);
            return default;
        }));
        cluster.Error += error =>
        {
            if (error.Kind == GatewayErrorKind.Connection)
            {
                said.TrySetResult(error);
            }
        };
        await cluster.SpawnAsync(Cancel);
        var peer = await raw.ServeAsync();
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        await peer.SendTextAsync("""{"op":0,"s":2,"t":"X","d":{}}""");
        Assert.Equal("Gateway reader", (await handled.Task.WaitAsync(LiveGateway.Patience, Cancel)).Name);
        return peer;
    }

    private async Task AssertEndsAndResumesAsync()
    {
        var shard = live.Clusters[^1].Shards[0];
        await said.Task.WaitAsync(LiveGateway.Patience, Cancel);
        Assert.True(network.Passed >= TimeSpan.FromSeconds(10));
        var opening = raw.OpenAsync();
        await LiveGateway.UntilAsync(() => opening.IsCompleted, time);
        var second = await opening;
        await second.SendTextAsync(RawGateway.Hello);
        Assert.Contains("\"op\":6", await second.ReceiveTextAsync(), StringComparison.Ordinal);
        await second.SendTextAsync("""{"op":0,"s":3,"t":"RESUMED","d":{}}""");

        await LiveGateway.UntilAsync(() => shard.Resumes == 1);
        var thread = await handled.Task;
        await LiveGateway.UntilAsync(() => !thread.IsAlive);
    }

    private WebSocketConnection NewConnection() =>
        new(DirectHttp.For(null, null), null, new SocketDial(new WebProxy()) { WriteTime = network });
}
