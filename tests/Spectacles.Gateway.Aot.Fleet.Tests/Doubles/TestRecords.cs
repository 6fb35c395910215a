using System.Text;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>Events and records of the only shard, and a worker for them.</summary>
internal static class TestRecords
{
    public static readonly FleetPlan Plan = new() { Name = "bot", ShardCount = 1, GroupSize = 1, Partitions = 1 };

    public static FleetWorker NewWorker(params IGatewayHandler[] handlers) =>
        NewWorker(new MemoryBroker(Plan), options => options, handlers);

    public static FleetWorker NewWorker(
        MemoryBroker broker, Func<FleetWorkerOptions, FleetWorkerOptions> change, params IGatewayHandler[] handlers)
    {
        var worker = new FleetWorker(broker.Connect(), change(new FleetWorkerOptions { Group = "main" }));
        foreach (var handler in handlers)
        {
            worker.AddHandler(handler);
        }

        return worker;
    }

    public static RecordedEvent Event(ulong session, long sequence, string name = "X") => new()
    {
        Shard = new RecordedShard(0, session, sequence),
        Sequence = sequence,
        ReceivedAt = DateTimeOffset.UnixEpoch,
        TraceContext = default,
        Name = Encoding.UTF8.GetBytes(name),
        Data = "1"u8,
    };

    /// <summary>A record of one event, or a pack.</summary>
    public static byte[] Record(int events, ulong session = 1, int shardCount = 1, string name = "X", int? failedAttempts = null)
    {
        using var writer = new RecordWriter(1);
        for (int i = 1; i <= events; i++)
        {
            writer.TryAdd(Event(session, i, name));
        }

        return writer.Finish(0, 1, shardCount, failedAttempts).ToArray();
    }
}
