using Spectacles.Gateway;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Testing;

namespace AotTests.App;

/// <summary>Stops of a program whose own code does not end.</summary>
internal static class StopScenarios
{
    private const int Shards = 256;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    public static async Task EndsInTimeAlthoughShardsAndStoreAreBlocked()
    {
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { RecommendedShards = Shards, MaxConcurrency = Shards });
        using var hold = new ManualResetEventSlim();
        int blocked = 0;
        var store = new StuckStore(hold);
        var given = new List<GatewayError>();
        var cluster = new Cluster(gateway.Token, new ClusterOptions { Api = gateway.Api, SessionStore = store, StopTimeout = Deadline });
        cluster.Error += error =>
        {
            lock (given)
            {
                given.Add(error);
            }
        };
        cluster.On("BLOCK", (_, _) =>
        {
            Interlocked.Increment(ref blocked);
            hold.Wait();
        });
        await cluster.SpawnAsync();
        await cluster.WaitForReadyAsync();
        store.IsStuck = true;

        // A finished event, so that every session has something to save.
        gateway.DispatchToAll("TICK", "{}");
        Expect.Equal(Shards, gateway.DispatchToAll("BLOCK", "{}"));

        // The thread pool has no free thread: all further work waits for one.
        SpinWait.SpinUntil(() => Volatile.Read(ref blocked) >= Environment.ProcessorCount, TimeSpan.FromSeconds(10));
        long begun = TimeProvider.System.GetTimestamp();
        await cluster.DisposeAsync();
        var took = TimeProvider.System.GetElapsedTime(begun);
        hold.Set();

        Console.WriteLine(
            $"{Shards} shards, {blocked} blocked handlers, {store.Blocked} blocked saves: "
            + $"stopped within {took.TotalSeconds:0.0} s of {Deadline.TotalSeconds} s");
        Expect.Equal(true, took < Deadline + Tolerance);
        lock (given)
        {
            var stop = given.Single(error => error.Kind == GatewayErrorKind.Stop);
            Expect.Equal(true, stop.Message.Contains("the session store has not answered", StringComparison.Ordinal));
            Expect.Equal(true, stop.Message.Contains("blocks the thread of its shard in BLOCK", StringComparison.Ordinal));
        }
    }
}
