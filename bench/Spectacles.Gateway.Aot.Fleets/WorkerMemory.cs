using System.Globalization;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Fleets;

/// <summary>What a worker that hears 16,000 shards needs more than an idle bot.</summary>
internal static class WorkerMemory
{
    private const int Shards = 16_000;

    public static async Task MeasureAsync(int rounds)
    {
        List<(double Idle, double None, double All)> results = [];
        for (int round = 0; round < rounds; round++)
        {
            results.Add((await IdleAsync(), await HearingAsync(0), await HearingAsync(Shards)));
        }

        Print("idle_mb_bot", results.Select(one => one.Idle));
        Print("idle_mb_worker", results.Select(one => one.None));
        Print("worker_mb_16000", results.Select(one => one.All));
        Print("worker_mb_above_bot", results.Select(one => one.All - one.Idle));
        Print("worker_kb_per_shard", results.Select(one => (one.All - one.None) * 1024 / Shards));
    }

    /// <summary>A worker with a broker in memory, whose log has one record with an event of each shard of a group.</summary>
    public static async Task RunAsync(int heard)
    {
        var plan = new FleetPlan { Name = "memory", ShardCount = Shards };
        var broker = new MemoryBroker(plan);
        await using var engine = broker.Connect();
        await using var node = broker.Connect();
        var handler = new MessageTimes(Shards);
        await using var worker = new FleetWorker(engine, new FleetWorkerOptions { Group = "main" });
        worker.AddHandler(handler);
        await worker.StartAsync();
        for (int group = 0; group < heard / plan.GroupSize; group++)
        {
            await using var appender = await node.Events.TryOpenAsync(group, 1, CancellationToken.None);
            await appender!.AppendAsync(RecordAddress.ForPack, HandWrittenRecord.OfGroup(plan, group), CancellationToken.None);
        }

        Commands.Obey(handler.Clear, handler.Read);
    }

    private static async Task<double> HearingAsync(int shards)
    {
        await using var worker = new ChildProcess("hearing", shards.ToString(CultureInfo.InvariantCulture));
        await worker.ReadyAsync();
        while ((await worker.FiguresAsync())["events"] < shards)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        return await ResidentAsync(worker);
    }

    private static async Task<double> IdleAsync()
    {
        await using var gateway = await Messages.StartGatewayAsync(1);
        await using var bot = new ChildProcess("bare", gateway.Api.ToString(), "handled");
        await bot.ReadyAsync();
        return await ResidentAsync(bot);
    }

    private static async Task<double> ResidentAsync(ChildProcess process)
    {
        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
        return process.ResidentKilobytes / 1024.0;
    }

    private static void Print(string name, IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {name} | {sorted[sorted.Length / 2]:0.##} | {sorted[0]:0.##} to {sorted[^1]:0.##} |"));
    }
}
