using System.Globalization;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.WholeProcess.Bots;

/// <summary>A bot to which all its guilds come at once: what it still holds of them half a minute later.</summary>
internal static class Burst
{
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(Cluster cluster, int shards)
    {
        var done = new TaskCompletionSource();
        int ended = 0;
        cluster.On(Tape.End, (_, _) =>
        {
            if (Interlocked.Increment(ref ended) == shards)
            {
                done.SetResult();
            }
        });
        await cluster.SpawnAsync();
        await cluster.ReadyAsync();
        await Task.Delay(Settling);
        long before = cluster.Shards.Values.Any(shard => shard.Sequence > 1) ? throw new InvalidOperationException("The guilds came before the bot had settled: nothing was measured.") : Stopclock.Status("VmRSS");
        await done.Task;
        await Task.Delay(Afterwards);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"result kept_kb={Stopclock.Status("VmRSS") - before} peak_kb={Stopclock.Status("VmHWM")}"));
    }
}
