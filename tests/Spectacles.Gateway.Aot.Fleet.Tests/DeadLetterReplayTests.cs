using System.Text;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>Reading dead letters, and giving them to their worker group again.</summary>
public sealed class DeadLetterReplayTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dead_letter_that_is_replayed_is_handled_by_its_worker_group()
    {
        bool isFixed = false;
        int handled = 0;
        await using var fleet = await TestFleet.StartAsync(shards: 2, groupSize: 1);
        var worker = await fleet.AddWorkerAsync("main", new Handler("X", (in _, _, _) =>
        {
            handled += isFixed ? 1 : throw new InvalidOperationException("the database is gone");
            return default;
        }));
        await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(2);
        fleet.Send(1, 7, 7);
        await fleet.UntilAsync(() => worker.EventsBuried == 1, "the dead letter");
        await using var engine = fleet.Broker.Connect();
        var letter = await SingleAsync(engine);

        isFixed = true;
        Assert.True(FleetEvents.TryRead(letter.Record.Span, out var events));
        Assert.True(await FleetDeadLetters.TryReplayAsync(engine, "main", letter, Cancel));

        await fleet.UntilAsync(() => handled == 1, "the event");
        Assert.Equal(0, await engine.Events.DeadLetters.CountAsync("main", Cancel));
        var one = Assert.Single(events);
        Assert.Equal(("X", 1, "7"), (one.Name, one.ShardId, Encoding.UTF8.GetString(one.Data.Span)));
    }

    [Fact]
    public async Task Dead_letter_whose_record_is_not_complete_stays()
    {
        await using var engine = new MemoryBroker(new FleetPlan { Name = "bot", ShardCount = 1 }).Connect();
        var letter = new DeadLetter(1, "X", "", default, Record(2).AsMemory()[..^1]);

        Assert.False(FleetEvents.TryRead(letter.Record.Span, out var events));
        Assert.False(FleetEvents.TryRead([9, 9, 9], out var none));
        Assert.False(await FleetDeadLetters.TryReplayAsync(engine, "main", letter, Cancel));

        Assert.Single(events);
        Assert.Empty(none);
    }

    [Fact]
    public void Event_of_a_record_has_the_name_the_shard_the_sequence_the_time_and_the_payload()
    {
        Assert.True(FleetEvents.TryRead(Record(2), out var events));

        Assert.Equal(["MESSAGE_CREATE", "MESSAGE_CREATE"], events.Select(one => one.Name));
        Assert.Equal([(3, 1L), (3, 2L)], events.Select(one => (one.ShardId, one.Sequence)));
        Assert.All(events, one => Assert.Equal(DateTimeOffset.UnixEpoch.AddDays(1), one.ReceivedAt));
        Assert.All(events, one => Assert.Equal("{}", Encoding.UTF8.GetString(one.Data.Span)));
    }

    private static byte[] Record(int events)
    {
        using var writer = new RecordWriter(1);
        for (int sequence = 1; sequence <= events; sequence++)
        {
            writer.TryAdd(new RecordedEvent
            {
                Shard = new RecordedShard(3, 1, 0),
                Sequence = sequence,
                ReceivedAt = DateTimeOffset.UnixEpoch.AddDays(1),
                TraceContext = [],
                Name = "MESSAGE_CREATE"u8,
                Data = "{}"u8,
            });
        }

        return writer.Finish(group: 0, fence: 1, shardCount: 4).ToArray();
    }

    private static async Task<DeadLetter> SingleAsync(MemoryEngine engine)
    {
        await foreach (var letter in engine.Events.DeadLetters.ListAsync("main", Cancel))
        {
            return letter;
        }

        throw new InvalidOperationException("There is no dead letter.");
    }
}
