using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>
/// A gateway that streams and reads nothing: what waits to be written neither stops the reading nor waits for good. The same holds for
/// both ways in which connections are read.
/// </summary>
public sealed class UnreadWriteTests : IAsyncDisposable
{
    private const int Ping = 9;
    private readonly LiveGateway live = new();
    private readonly RawGateway raw = new(isNarrow: true);
    private readonly FakeTimeProvider time = new();
    private readonly TaskCompletionSource<GatewayError> said = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int handled;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await live.DisposeAsync(time);
        raw.Dispose();
    }

    [Theory]
    [InlineData(8)]
    [InlineData(0)]
    public async Task Commands_to_a_gateway_that_reads_nothing_do_not_stop_the_events_and_end_the_connection(int readerThreads)
    {
        var sends = new List<Task>();
        var peer = await ServeAsync(readerThreads, new Handler("SEND", (in _, shard, _) =>
        {
            var command = new UpdatePresence(BotStatus.Online, new BotActivity(new string('a', 3700)));
            lock (sends)
            {
                sends.AddRange(Enumerable.Range(0, 200).Select(_ => shard.SendAsync(command, cancellationToken: Cancel).AsTask()));
            }

            return default;
        }));
        await peer.SendTextAsync("""{"op":0,"s":2,"t":"SEND","d":{}}""");
        for (int i = 3; i < 503; i++)
        {
            await peer.SendTextAsync($$$"""{"op":0,"s":{{{i}}},"t":"X","d":{}}""");
        }

        await LiveGateway.UntilAsync(() => Volatile.Read(ref handled) == 500);
        Assert.False(said.Task.IsCompleted);
        Assert.Equal(200, sends.Count);
        await LiveGateway.UntilAsync(() => sends.Exists(send => send.IsCompleted));
        Assert.InRange(sends.Count(send => send.IsCompleted), 1, 100);
        var second = raw.AcceptAsync();
        await LiveGateway.UntilAsync(() => said.Task.IsCompleted && second.IsCompleted, time);

        Assert.Contains("resumes its session", (await said.Task).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(0)]
    public async Task Pings_of_a_gateway_that_reads_nothing_do_not_stop_the_reading_for_good(int readerThreads)
    {
        var peer = await ServeAsync(readerThreads);
        byte[] ping = RawPeer.Frame(Ping, new byte[125]);
        byte[] pings = [.. Enumerable.Repeat(ping, 100_000).SelectMany(one => one)];
        var pinging = peer.SendAsync(pings);
        var second = raw.AcceptAsync();

        await LiveGateway.UntilAsync(() => said.Task.IsCompleted && second.IsCompleted, time);

        Assert.NotNull(await Record.ExceptionAsync(() => pinging));
    }

    private async Task<RawPeer> ServeAsync(int readerThreads, params IGatewayHandler[] handlers)
    {
        await live.MakeAsync();
        live.GatewayOptions = new GatewayOptions { Url = raw.Url };
        var count = new Handler("X", (in _, _, _) =>
        {
            Interlocked.Increment(ref handled);
            return default;
        });
        var cluster = live.Add(
            new ClusterOptions { MaxReaderThreads = readerThreads, TimeProvider = time }, [count, .. handlers]);
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
        return peer;
    }
}
