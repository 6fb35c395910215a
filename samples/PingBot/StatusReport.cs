using Spectacles.Gateway;

namespace PingBot;

/// <summary>Runs the cluster and prints its status once a second. The last line is for programs.</summary>
internal sealed class StatusReport(Cluster cluster, ReplyCount replies)
{
    private long allocatedAtStart;

    public async Task RunAsync(TimeSpan? time)
    {
        var running = cluster.RunAsync();
        var stopping = time is { } limit ? StopAfterAsync(limit, running) : running;
        allocatedAtStart = GC.GetTotalAllocatedBytes();
        var state = ShardState.Idle;
        using (var second = new PeriodicTimer(TimeSpan.FromSeconds(1)))
        {
            long before = 0;
            while (!running.IsCompleted)
            {
                await Task.WhenAny(running, second.WaitForNextTickAsync(CancellationToken.None).AsTask());
                state = running.IsCompleted ? state : State();
                Console.WriteLine(
                    $"{state} events/s={Events() - before} latency={Latency()} bytes/event={BytesPerEvent()} "
                    + $"rss={Environment.WorkingSet / 1024 / 1024} MB");
                before = Events();
            }
        }

        Console.WriteLine(
            $"summary: state={state} events={Events()} handled={cluster.Shards.Values.Sum(shard => shard.CallsBegun)} "
            + $"replies={replies.Value} resumes={cluster.Shards.Values.Sum(shard => shard.Resumes)} bytes_per_event={BytesPerEvent()} "
            + $"rss_kb={Environment.WorkingSet / 1024}");
        await running;
        await stopping;
    }

    private async Task StopAfterAsync(TimeSpan limit, Task running)
    {
        await Task.WhenAny(running, Task.Delay(limit));
        await cluster.StopAsync();
    }

    private long Events() => cluster.Shards.Values.Sum(shard => shard.EventsReceived);

    private ShardState State() => cluster.Shards.Count == 0
        ? ShardState.Idle
        : cluster.Shards.Values.Select(shard => shard.State).FirstOrDefault(state => state != ShardState.Ready, ShardState.Ready);

    private string Latency() =>
        cluster.Shards.Values.Max(shard => shard.Latency) is { } latency ? $"{latency.TotalMilliseconds:0.0} ms" : "unknown";

    private long BytesPerEvent() => (GC.GetTotalAllocatedBytes() - allocatedAtStart) / Math.Max(1, Events());
}
