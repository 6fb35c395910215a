using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.WholeProcess.Bots;

/// <summary>A bot under load: what an event costs it.</summary>
internal static class Load
{
    /// <param name="cluster">The bot.</param>
    /// <param name="shards">How many shards it has.</param>
    /// <param name="events">How many events each shard receives.</param>
    public static async Task RunAsync(Cluster cluster, int shards, int events)
    {
        var clock = new Stopclock();
        var done = new TaskCompletionSource();
        int begun = 0;
        int ended = 0;
        cluster.On(Tape.Start, (_, _) =>
        {
            if (Interlocked.Increment(ref begun) == 1)
            {
                clock.Start();
            }
        });
        cluster.On(Tape.End, (_, _) =>
        {
            if (Interlocked.Increment(ref ended) == shards)
            {
                clock.Stop((long)shards * (events - Warming.Events(events)));
                done.SetResult();
            }
        });
        await cluster.SpawnAsync();
        await cluster.ReadyAsync();
        await done.Task;
    }
}
