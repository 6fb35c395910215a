using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>A handler that blocks the thread of its connection delays nothing but the events of its own shard.</summary>
public sealed class BlockedReaderTests : IAsyncDisposable
{
    private readonly LiveGateway live = new();
    private readonly FakeTimeProvider time = new();
    private readonly ManualResetEventSlim release = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        release.Set();
        await live.DisposeAsync(time);
        release.Dispose();
    }

    [Theory]
    [InlineData(8)]
    [InlineData(0)]
    public async Task Handler_that_blocks_delays_no_other_shard_and_no_heartbeat(int readerThreads)
    {
        int[] begun = new int[2];
        var world = new SimulatedGatewayOptions { RecommendedShards = 2, MaxConcurrency = 2, TimeProvider = new FakeTimeProvider() };
        var cluster = await live.MakeAsync(
            world,
            new ClusterOptions { MaxReaderThreads = readerThreads, TimeProvider = time },
            new Handler("X", (in _, shard, _) =>
            {
                Interlocked.Increment(ref begun[shard.Id]);
                if (shard.Id == 0)
                {
                    release.Wait(CancellationToken.None);
                }

                return default;
            }));
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        for (int i = 0; i < 100; i++)
        {
            live.Gateway.DispatchToAll("X", "{}");
        }

        await LiveGateway.UntilAsync(() => Volatile.Read(ref begun[1]) == 100 && Volatile.Read(ref begun[0]) == 1);
        for (int beat = 1; beat <= 3; beat++)
        {
            await LiveGateway.UntilAsync(() => Beats(0) >= beat && Beats(1) >= beat, time);
        }

        Assert.Equal(1, Volatile.Read(ref begun[0]));
        Assert.Equal(0, cluster.Shards[0].Resumes);
        release.Set();
        await LiveGateway.UntilAsync(() => Volatile.Read(ref begun[0]) == 100);
    }

    private int Beats(int shard) =>
        live.Gateway.Received.Count(payload => payload.Opcode == Opcode.Heartbeat && payload.ShardId == shard);
}
