using System.Collections.Concurrent;
using System.Text;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>What a cluster makes of cuts and closes, against the simulated gateway over real sockets.</summary>
public sealed class ClusterFaultTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = LiveGateway.Patience;
    private readonly LiveGateway live = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Fact]
    public async Task Event_split_across_frames_and_messages_is_received_complete()
    {
        var seen = new ConcurrentQueue<int>();
        var cluster = await live.MakeAsync(null, null, new Handler("X", (in dispatch, _, _) =>
        {
            seen.Enqueue(dispatch.Data.Length);
            return default;
        }));
        live.Gateway.Script.BytesPerFrame = 7;
        live.Gateway.Script.BytesPerMessage = 100;
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(Patience, Cancel);

        foreach (int size in new[] { 10, 1_000, 100_000 })
        {
            live.Gateway.DispatchToAll("X", $"\"{new string('x', size)}\"");
        }

        await LiveGateway.UntilAsync(() => seen.Count == 3);
        Assert.Equal([12, 1_002, 100_002], seen);
    }

    [Fact]
    public async Task Events_are_neither_lost_nor_repeated_when_the_connection_is_cut()
    {
        var seen = new ConcurrentQueue<string>();
        var cluster = await live.MakeAsync(null, null, new Handler("X", (in dispatch, _, _) =>
        {
            seen.Enqueue(Encoding.UTF8.GetString(dispatch.Data));
            return default;
        }));
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(Patience, Cancel);
        for (int cut = 0; cut < 3; cut++)
        {
            for (int i = 0; i < 100; i++)
            {
                live.Gateway.DispatchToAll("X", $"{(cut * 100) + i}");
                if (i == 50)
                {
                    live.Gateway.ConnectionOf(0).Drop();
                }
            }

            await LiveGateway.UntilAsync(() => cluster.Shards[0].Resumes == cut + 1);
        }

        await LiveGateway.UntilAsync(() => seen.Count >= 300);
        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"{i}"), seen);
        Assert.Equal(1, live.Gateway.Counters.Identifies);
        Assert.Empty(live.Gateway.Violations);
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, true)]
    [InlineData(4000, true)]
    [InlineData(4001, true)]
    [InlineData(4002, true)]
    [InlineData(4005, true)]
    [InlineData(4008, true)]
    [InlineData(4999, true)]
    [InlineData(4003, false)]
    [InlineData(4007, false)]
    [InlineData(4009, false)]
    public async Task Cluster_resumes_or_identifies_after_a_close_depending_on_the_code(int code, bool resumes)
    {
        var cluster = await live.MakeAsync(
            new SimulatedGatewayOptions { MaxConcurrency = 1 }, new ClusterOptions { TimeProvider = new FastTime() });
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(Patience, Cancel);
        await live.Gateway.WaitForPayloadAsync(Opcode.Identify, Cancel);

        live.Gateway.ConnectionOf(0).Close(code);

        var again = await live.Gateway.WaitForPayloadAsync(payload => payload.Opcode is Opcode.Resume or Opcode.Identify, Cancel);
        Assert.Equal(resumes ? Opcode.Resume : Opcode.Identify, again.Opcode);
    }

    [Theory]
    [InlineData(4004)]
    [InlineData(4010)]
    [InlineData(4011)]
    [InlineData(4012)]
    [InlineData(4013)]
    [InlineData(4014)]
    public async Task Cluster_stops_at_a_fatal_close_and_rethrows_it(int code)
    {
        var cluster = await live.MakeAsync();
        var running = cluster.RunAsync(Cancel);
        await live.Gateway.WaitForPayloadAsync(Opcode.Identify, Cancel);

        live.Gateway.ConnectionOf(0).Close(code);

        var error = await Assert.ThrowsAsync<GatewayClosedException>(() => running.WaitAsync(Patience, Cancel));
        Assert.Equal(code, (int)error.Code);
    }

    [Fact]
    public async Task Disabled_privileged_intent_is_refused_with_advice()
    {
        var cluster = await live.MakeAsync(null, new ClusterOptions { Intents = GatewayIntents.GuildPresences });

        var error = await Assert.ThrowsAsync<GatewayClosedException>(() => cluster.RunAsync(Cancel).WaitAsync(Patience, Cancel));

        Assert.Equal(CloseCode.DisallowedIntents, error.Code);
    }

    [Fact]
    public async Task Shard_closed_with_4011_stops_alone_and_the_cluster_stops_after_the_last_one()
    {
        var cluster = await live.MakeAsync(new SimulatedGatewayOptions { RecommendedShards = 2, MaxConcurrency = 2 });
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(Patience, Cancel);

        live.Gateway.ConnectionOf(0).Close(CloseCode.ShardingRequired);
        await LiveGateway.UntilAsync(() => cluster.Shards[0].State == ShardState.Failed);
        Assert.Equal(ShardState.Ready, cluster.Shards[1].State);
        Assert.False(cluster.Completion.IsCompleted);
        live.Gateway.ConnectionOf(1).Close(CloseCode.ShardingRequired);

        await Assert.ThrowsAsync<GatewayClosedException>(() => cluster.Completion.WaitAsync(Patience, Cancel));
    }
}
