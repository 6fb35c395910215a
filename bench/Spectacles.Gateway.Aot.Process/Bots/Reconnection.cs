using System.Diagnostics;
using System.Globalization;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.WholeProcess.Bots;

/// <summary>
/// Measures a bot whose server closes all connections at the same moment, from the end of its load until each shard is back.
/// </summary>
internal static class Reconnection
{
    public static async Task RunAsync(Cluster cluster, int shards)
    {
        var back = new HashSet<int>();
        var done = new TaskCompletionSource();
        cluster.On(Tape.Resumed, (_, shard) => Count(shard));
        cluster.On("READY", (_, shard) => Count(shard));

        // From now on the peak is that of reconnecting.
        await File.WriteAllTextAsync("/proc/self/clear_refs", "5");
        var meter = new CostMeter();
        meter.Start();
        await done.Task;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"back {Stopwatch.GetTimestamp()}"));
        meter.Stop(shards);

        void Count(Shard shard)
        {
            lock (back)
            {
                if (back.Add(shard.Id) && back.Count == shards)
                {
                    done.SetResult();
                }
            }
        }
    }
}
