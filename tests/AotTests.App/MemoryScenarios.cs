using System.Runtime.CompilerServices;
using Spectacles.Gateway;
using Spectacles.Gateway.Testing;

namespace AotTests.App;

/// <summary>The garbage collector with <c>SpectaclesSmallVps</c>.</summary>
internal static class MemoryScenarios
{
    private const int Budget = 2 * 1024 * 1024;
    private const int Budgets = 16;
    private const int Piece = 1024;

    public static Task CollectsEvery2MB()
    {
        int before = GC.CollectionCount(0);
        for (int allocated = 0; allocated < Budgets * Budget; allocated += Piece)
        {
            Allocate();
        }

        // With a budget of 6 MB, the smallest default, it would be five. Other threads allocate, too, so there may be more than sixteen.
        int collections = GC.CollectionCount(0) - before;
        Expect.Equal(true, collections is >= Budgets / 2 and <= Budgets * 2);
        return Task.CompletedTask;
    }

    /// <summary>A process that allocates little has no need to collect all generations and to move what is left.</summary>
    public static async Task CollectsAfterTheStartOf32Shards()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { MaxConcurrency = 32 });
        await using var cluster = new Cluster(gateway.Token, new ClusterOptions { Api = gateway.Api });
        await cluster.SpawnAsync(32);
        await cluster.WaitForReadyAsync();
        while (GC.GetGCMemoryInfo(GCKind.FullBlocking) is not { Index: > 0, Compacted: true })
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] Allocate() => new byte[Piece];
}
