using System.Globalization;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.WholeProcess.Bots;

/// <summary>Measures the memory of a bot half a minute after all its guilds arrived at once.</summary>
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
        await cluster.WaitForReadyAsync();
        await Task.Delay(Settling);
        long before = cluster.Shards.Values.Any(shard => shard.Sequence > 1)
            ? throw new InvalidOperationException("The guilds arrived before the bot was idle, so nothing was measured.")
            : CostMeter.Status("VmRSS");
        await done.Task;
        await Task.Delay(Afterwards);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture, $"result kept_kb={CostMeter.Status("VmRSS") - before} peak_kb={CostMeter.Status("VmHWM")}"));
    }
}
