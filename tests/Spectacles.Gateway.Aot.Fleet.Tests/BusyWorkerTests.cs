using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>What holds a worker up, and what does not.</summary>
public sealed class BusyWorkerTests
{
    [Fact]
    public async Task Failed_events_that_wait_for_their_next_attempt_do_not_hold_the_others_up()
    {
        int failures = 0;
        int others = 0;
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        await fleet.AddWorkerAsync(
            "main",
            options => options with { MaxInFlight = 4, RetryDelay = TimeSpan.FromMinutes(5) },
            new Handler("X", (in _, _, _) =>
            {
                Interlocked.Increment(ref failures);
                throw new InvalidOperationException("expected");
            }),
            new Handler("Y", (in _, _, _) =>
            {
                Interlocked.Increment(ref others);
                return default;
            }));
        await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(1);
        for (int i = 1; i <= 8; i++)
        {
            fleet.Send(0, i, i);
            await fleet.UntilAsync(() => failures == i, "a failure");
        }

        fleet.Gateway.DispatchToShard(0, "Y", "1");
        var began = fleet.Time.GetUtcNow();
        await fleet.UntilAsync(() => others == 1, "the other event");

        Assert.True(fleet.Time.GetUtcNow() - began < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task No_more_bytes_are_handled_at_the_same_time_than_the_worker_allows_except_one_record_of_each_partition()
    {
        int calls = 0;
        var end = new TaskCompletionSource();
        await using var fleet = await TestFleet.StartAsync(shards: 8, groupSize: 1);
        await fleet.AddWorkerAsync(
            "main",
            options => options with { MaxBytesInFlight = 1 },
            new Handler("X", (in _, _, _) =>
            {
                Interlocked.Increment(ref calls);
                return new ValueTask(end.Task);
            }));
        await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(8);
        for (int shard = 0; shard < 8; shard++)
        {
            fleet.Send(shard, 1, 1);
            await fleet.PassAsync(TimeSpan.FromMilliseconds(500));
        }

        Assert.Equal(fleet.Partitions, calls);
        end.SetResult();
        await fleet.UntilAsync(() => calls == 8, "the other calls");
    }

    [Fact]
    public async Task Partition_that_has_no_room_for_five_seconds_is_reported_once_until_it_has_room()
    {
        int calls = 0;
        var end = new TaskCompletionSource();
        await using var fleet = await TestFleet.StartAsync(shards: 2, groupSize: 1);
        await fleet.AddWorkerAsync(
            "main",
            options => options with { MaxInFlight = 1 },
            new Handler("X", (in _, _, _) =>
            {
                Interlocked.Increment(ref calls);
                return new ValueTask(end.Task);
            }));
        await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(2);

        fleet.Send(0, 1, 1);
        fleet.Send(1, 1, 1);
        await fleet.UntilAsync(() => calls == 2, "the calls");
        await fleet.PassAsync(TimeSpan.FromSeconds(4));
        Assert.DoesNotContain(fleet.Errors, error => error.Message.Contains("MaxInFlight", StringComparison.Ordinal));
        await fleet.PassAsync(TimeSpan.FromSeconds(10));
        end.SetResult();
        await fleet.UntilAsync(() => fleet.Errors.Any(error => error.Kind == GatewayErrorKind.Recovered), "room");

        var report = Assert.Single(fleet.Errors, error => error.Message.Contains("MaxInFlight", StringComparison.Ordinal));
        Assert.Equal(GatewayErrorKind.Warning, report.Kind);
        Assert.Contains("has had no room for 5 s", report.Message, StringComparison.Ordinal);
        Assert.Single(fleet.Errors, error => error.Message == "All partitions have room for events again.");
    }

    [Fact]
    public async Task Bytes_that_are_left_are_known_and_a_worker_without_any_waits()
    {
        var budget = new RecordBudget(100);
        Assert.True(budget.WaitAsync(default).IsCompletedSuccessfully);
        budget.Take(99);
        Assert.True(budget.WaitAsync(default).IsCompletedSuccessfully);
        Assert.Equal(1, budget.Left);
        budget.Take(500);
        var first = budget.WaitAsync(default);
        var second = budget.WaitAsync(default);
        budget.Return(99);
        Assert.Equal((0L, false), (budget.Left, first.IsCompleted || second.IsCompleted));

        budget.Return(500);

        await Task.WhenAll(first, second);
        Assert.Equal(100, budget.Left);
    }

    [Fact]
    public async Task No_more_records_are_handled_at_the_same_time_than_the_worker_allows()
    {
        int calls = 0;
        var end = new TaskCompletionSource();
        await using var fleet = await TestFleet.StartAsync(shards: 8, groupSize: 8);
        var worker = await fleet.AddWorkerAsync(
            "main",
            options => options with { MaxInFlight = 3 },
            new Handler("X", (in _, _, _) =>
            {
                Interlocked.Increment(ref calls);
                return new ValueTask(end.Task);
            }));
        await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(8);
        for (int shard = 0; shard < 8; shard++)
        {
            fleet.Send(shard, 1, 1);
            await fleet.PassAsync(TimeSpan.FromMilliseconds(500));
        }

        Assert.Equal(3, calls);
        end.SetResult();
        await fleet.UntilAsync(() => calls == 8, "the other calls");
        Assert.Equal(0, worker.EventsRepeated);
    }
}
