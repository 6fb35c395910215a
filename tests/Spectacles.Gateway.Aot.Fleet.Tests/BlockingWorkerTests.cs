using System.Collections.Concurrent;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>Workers that hold a shard while one of its events fails.</summary>
public sealed class BlockingWorkerTests
{
    private readonly NumberedEvents handled = new();
    private readonly ConcurrentQueue<int> failures = new();
    private volatile bool fails = true;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Later_events_of_the_shard_wait_for_a_failed_one_and_other_shards_go_on()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 2, groupSize: 2);
        var worker = await fleet.AddWorkerAsync("main", Blocking, NewHandler(failing: 2));
        await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(2);

        fleet.Send(0, 1, 10);
        fleet.Send(1, 1001, 1010);
        await fleet.UntilAsync(() => handled.Different(1) == 10 && failures.Count == 2, "the events of the other shard");

        Assert.Equal([1], handled.Of(0));
        fails = false;
        await fleet.UntilAsync(() => handled.Count == 20, "the events of the shard");
        Assert.Equal(Enumerable.Range(1, 10), handled.Of(0));
        Assert.Equal(Enumerable.Range(1001, 10), handled.Of(1));
        Assert.Equal(0, worker.EventsBuried);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task Later_events_of_the_shard_follow_when_the_failed_one_is_a_dead_letter(int events)
    {
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        var worker = await fleet.AddWorkerAsync("main", Blocking, NewHandler(failing: 1));
        await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(1);

        fleet.Send(0, 1, events);
        await fleet.UntilAsync(() => worker.EventsBuried == 1 && handled.Count == events - 1, "the dead letter, and the later events");

        Assert.Equal(5, failures.Count);
        Assert.Equal(Enumerable.Range(2, events - 1), handled.Of(0));
        await fleet.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal((5, 1L), (failures.Count, worker.EventsBuried));
    }

    [Fact]
    public async Task Partition_with_a_held_shard_stays_with_its_worker_and_nothing_is_delivered_again()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        var worker = await fleet.AddWorkerAsync(
            "main", options => Blocking(options) with { MaxInFlight = 2, RetryDelay = TimeSpan.FromSeconds(42) }, NewHandler(failing: 1));
        await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(1);
        fleet.Send(0, 1, 1);
        await fleet.UntilAsync(() => failures.Count == 1, "the failure");
        var other = new NumberedEvents();
        await fleet.AddWorkerAsync("main", Blocking, other.NewHandler());

        for (int i = 2; i <= 8; i++)
        {
            fleet.Send(0, i, i);
            await fleet.PassAsync(TimeSpan.FromSeconds(5));
        }

        Assert.Equal((0, 1), (other.Count + handled.Count, failures.Count));
        fails = false;
        await fleet.UntilAsync(() => handled.Count == 8, "the events");
        Assert.Equal(Enumerable.Range(1, 8), handled.Of(0));
        Assert.Equal((0, 0L), (other.Count, worker.EventsRepeated));
    }

    [Fact]
    public async Task Events_that_wait_when_the_worker_stops_go_to_another_one_and_have_all_attempts_left()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(1);
        for (int i = 0; i < 8; i++)
        {
            var stopped = await fleet.AddWorkerAsync("main", Blocking, NewHandler(failing: 1));
            if (i == 0)
            {
                await fleet.PassAsync(TimeSpan.FromSeconds(5));
                fleet.Send(0, 1, 10);
            }

            int before = failures.Count;
            await fleet.UntilAsync(() => failures.Count > before, "a failure");
            await fleet.RunAsync(stopped.StopAsync(Cancel));
            Assert.Equal((0L, 0), (stopped.EventsBuried, handled.Count));
        }

        fails = false;
        await fleet.AddWorkerAsync("main", Blocking, NewHandler(failing: 1));
        await fleet.UntilAsync(() => handled.Different(0) == 10, "the events");
    }

    private static FleetWorkerOptions Blocking(FleetWorkerOptions options) => options with
    {
        Retry = FleetRetry.Block,
        RetryDelay = TimeSpan.FromSeconds(1),
    };

    private Handler NewHandler(int failing) => new("X", (in dispatch, shard, cancel) =>
    {
        int number = TestFleet.NumberOf(dispatch);
        if (number == failing && fails)
        {
            failures.Enqueue(number);
            throw new InvalidOperationException("the database is gone");
        }

        handled.Note(shard.Id, number);
        return default;
    });
}
