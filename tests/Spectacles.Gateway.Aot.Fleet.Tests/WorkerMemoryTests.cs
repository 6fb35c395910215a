using Spectacles.Gateway.Events;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>What a worker needs for the shards that it hears of.</summary>
public sealed class WorkerMemoryTests
{
    private const int Shards = 16_000;
    private const int LargestShard = 2048;

    private const int Rounds = 6;

    [Theory]
    [InlineData("bytes")]
    [InlineData("view")]
    public async Task Shard_is_created_at_its_first_event_and_costs_at_most_2_KB(string handling)
    {
        int handled = 0;
        var plan = new FleetPlan { Name = "bot", ShardCount = Shards, Partitions = 1 };
        await using var engine = new MemoryBroker(plan).Connect();
        await using var worker = new FleetWorker(engine, new FleetWorkerOptions { Group = "main" });
        worker.AddHandler(new Handler("X", (in dispatch, _, _) =>
        {
            handled += handling == "bytes" || dispatch.View<MessageCreate.View>().Content.Equals("a"u8) ? 1 : 0;
            return default;
        }));
        Handle(worker, 0, sequence: 1);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int shard = 1; shard < Shards; shard++)
        {
            Handle(worker, shard, sequence: 1);
        }

        long first = GC.GetAllocatedBytesForCurrentThread() - before;

        // Listeners of metrics of tests that run at the same time, and the runtime, may allocate a few times.
        long least = long.MaxValue;
        for (int round = 2; round <= Rounds; round++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            for (int shard = 0; shard < Shards; shard++)
            {
                Handle(worker, shard, round);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(Rounds * Shards, handled);
        Assert.True(first / Shards <= LargestShard, $"{first / Shards} bytes");
        Assert.Equal(0, least);
    }

    private static void Handle(FleetWorker worker, int shard, long sequence)
    {
        var one = new RecordedEvent
        {
            Shard = new RecordedShard(shard, 1, sequence),
            Sequence = sequence,
            ReceivedAt = DateTimeOffset.UnixEpoch,
            TraceContext = default,
            Name = "X"u8,
            Data = "{\"content\":\"a\"}"u8,
        };
        Assert.True(worker.Shards.Find(shard, Shards).TryBegin(one, default, isRepeatAllowed: false, 0, out var outcome));
        Assert.True(outcome.IsCompletedSuccessfully);
    }
}
