using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.WholeProcess.Bots;

/// <summary>Measures the cost of an event for a bot under load.</summary>
internal static class Load
{
    /// <param name="cluster">The bot.</param>
    /// <param name="shards">The number of its shards.</param>
    /// <param name="measured">The number of events for each shard after the warm-up.</param>
    public static async Task RunAsync(Cluster cluster, int shards, long measured)
    {
        var meter = new CostMeter();
        var done = new TaskCompletionSource();
        int begun = 0;
        int ended = 0;
        cluster.On(Tape.Start, (_, _) =>
        {
            if (Interlocked.Increment(ref begun) == 1)
            {
                meter.Start();
            }
        });
        cluster.On(Tape.End, (_, _) =>
        {
            if (Interlocked.Increment(ref ended) == shards)
            {
                meter.Stop(shards * measured);
                done.SetResult();
            }
        });
        await cluster.SpawnAsync();
        await cluster.WaitForReadyAsync();
        await done.Task;
    }
}
