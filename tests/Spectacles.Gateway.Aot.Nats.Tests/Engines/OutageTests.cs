using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>Servers that do not answer, and workers that are gone.</summary>
[Collection(nameof(OneServer))]
public sealed class OutageTests(SharedServer shared)
{
    private static readonly DeliveryQuery Query = new() { WorkerGroup = "workers", AnswerTimeout = TimeSpan.FromSeconds(60) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_continues_in_order_when_the_server_was_suspended_for_longer_than_any_time_limit()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "slow: eng/test.sh --all runs it");
        await using var server = await NatsServer.StartAsync();
        var options = TestOptions.For(TestOptions.NewPlan(), server.Url);
        await using var node = await NatsEngine.ConnectAsync(options, Cancel);
        await using var worker = await NatsEngine.ConnectAsync(options, Cancel);
        await TestRecords.BeginAsync(worker, Query, Cancel);
        var owner = (await node.Events.TryOpenAsync(0, 1, Cancel))!;
        await using var changes = worker.NodeState.WatchAsync("group.", Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await changes.MoveNextAsync());
        var change = changes.MoveNextAsync().AsTask();
        var reading = TestRecords.ReadUntilAsync(worker, Query, 20, Cancel);
        Assert.True(await TestRecords.AppendAsync(owner, 0, Cancel));

        server.Suspend();
        var unknown = await Assert.ThrowsAsync<FleetException>(
            async () => await owner.AppendAsync(RecordAddress.ForPack, TestRecords.Of(1), Cancel));
        var writing = node.NodeState.TryWriteAsync("group.1", TestRecords.Of(1), 0, Cancel).AsTask();
        await Task.Delay(TimeSpan.FromSeconds(6), TimeProvider.System, Cancel);
        server.Resume();

        Assert.False(unknown.IsConfigurationError);
        for (int i = 1; i <= 20; i++)
        {
            Assert.True(await TestRecords.AppendAsync(owner, i, Cancel));
        }

        var read = await reading.WaitAsync(NatsServer.Patience, TimeProvider.System, Cancel);
        Assert.Equal(Enumerable.Range(0, 21), read.Where(number => number >= 0).Distinct());
        Assert.NotNull(await writing.WaitAsync(NatsServer.Patience, TimeProvider.System, Cancel));
        Assert.True(await change.WaitAsync(NatsServer.Patience, TimeProvider.System, Cancel));
    }

    [Fact]
    public async Task Partition_of_a_worker_that_is_gone_has_another_reader_within_ten_seconds()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "slow: eng/test.sh --all runs it");
        await using var fleet = await TwoEngines.ConnectAsync(shared.Server, Cancel);
        await TestRecords.BeginAsync(fleet.Held, Query, Cancel);
        var gone = TestRecords.ReadUntilAsync(fleet.Held, Query, int.MaxValue, Cancel);
        var owner = (await fleet.Other.Events.TryOpenAsync(0, 1, Cancel))!;
        Assert.True(await TestRecords.AppendAsync(owner, 1, Cancel));
        while (await fleet.Other.Events.CountUnreadAsync("workers", Cancel) > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancel);
        }

        var reading = TestRecords.ReadUntilAsync(fleet.Other, Query, 2, Cancel);
        fleet.Link.Cut();
        long start = TimeProvider.System.GetTimestamp();

        // What the server sends before it sees the end of the connection is delivered again after AnswerTimeout.
        await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, Cancel);
        Assert.True(await TestRecords.AppendAsync(owner, 2, Cancel));
        var read = await reading.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, Cancel);

        TestContext.Current.TestOutputHelper?.WriteLine($"{TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s");
        Assert.Equal([2], read);
        Assert.False(gone.IsCompleted);
    }

    [Fact]
    public async Task Reader_that_ends_gives_its_partition_to_the_next_one_at_once()
    {
        await using var fleet = await TwoEngines.ConnectAsync(shared.Server, Cancel);
        await TestRecords.BeginAsync(fleet.Held, Query, Cancel);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var first = TestRecords.ReadUntilAsync(fleet.Held, Query, int.MaxValue, end.Token);
        var owner = (await fleet.Other.Events.TryOpenAsync(0, 1, Cancel))!;
        Assert.True(await TestRecords.AppendAsync(owner, 1, Cancel));
        while (await fleet.Other.Events.CountUnreadAsync("workers", Cancel) > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancel);
        }

        var next = TestRecords.ReadUntilAsync(fleet.Other, Query, 2, Cancel);
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Cancel);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.True(await TestRecords.AppendAsync(owner, 2, Cancel));

        Assert.Equal([2], await next.WaitAsync(TimeSpan.FromSeconds(2), TimeProvider.System, Cancel));
    }
}
