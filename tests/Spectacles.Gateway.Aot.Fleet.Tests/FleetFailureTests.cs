using Spectacles.Gateway.Testing;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>What happens when a node, a worker or the broker fails. Discord forgets what was acknowledged.</summary>
public sealed class FleetFailureTests
{
    private readonly NumberedEvents handled = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Groups_of_a_node_that_is_cut_off_are_resumed_after_its_lease_has_ended()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 8, groupSize: 1);
        await fleet.AddWorkerAsync("main", handled.NewHandler());
        var (first, engine, second) = await fleet.AddTwoNodesAsync();
        await fleet.ReadyAsync(8);
        int shard = first.Groups.First();

        engine.Disconnect();
        fleet.Send(shard, 1, 10);
        var began = fleet.Time.GetUtcNow();
        await fleet.UntilAsync(() => second.Groups.Count == 8, "the groups");
        var took = fleet.Time.GetUtcNow() - began;
        await fleet.UntilAsync(() => handled.Different(shard) == 10, "the events");
        engine.Reconnect();

        Assert.InRange(took, TimeSpan.FromSeconds(13), TimeSpan.FromSeconds(25));
        Assert.Equal(Enumerable.Range(1, 10), handled.Of(shard));
        Assert.Equal(8, fleet.Gateway.Sessions.Count);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(120)]
    public async Task Nothing_is_lost_and_no_shard_identifies_while_the_broker_is_away(int seconds)
    {
        await using var fleet = await TestFleet.StartAsync(shards: 2, groupSize: 1);
        await fleet.AddWorkerAsync("main", handled.NewHandler());
        var (node, _) = await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(2);

        fleet.Broker.IsAvailable = false;
        for (int i = 0; i < 10; i++)
        {
            fleet.Send(0, (10 * i) + 1, (10 * i) + 10);
            await fleet.PassAsync(TimeSpan.FromSeconds(seconds) / 10);
        }

        fleet.Broker.IsAvailable = true;
        await fleet.UntilAsync(() => handled.Different(0) == 100, "all events");
        Assert.Equal(Enumerable.Range(1, 100), handled.Of(0).Distinct());
        Assert.Equal(2, fleet.Gateway.Sessions.Count);
        Assert.Equal(2, node.Groups.Count);
    }

    [Fact]
    public async Task Events_whose_append_was_repeated_are_handled_once()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        var worker = await fleet.AddWorkerAsync("main", handled.NewHandler());
        var (_, engine) = await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(1);

        engine.FailAppends(3, stored: true);
        fleet.Send(0, 1, 5);

        await fleet.UntilAsync(() => handled.Count == 5 && worker.EventsRepeated >= 3, "the events and their repeats");
        Assert.Equal(Enumerable.Range(1, 5), handled.Of(0));
    }

    [Fact]
    public async Task Node_that_was_cut_off_sends_and_appends_nothing_afterwards_and_joins_again()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 8, groupSize: 1);
        await fleet.AddWorkerAsync("main", handled.NewHandler());
        var (first, engine, second) = await fleet.AddTwoNodesAsync();
        int[] mine = [.. first.Groups];
        engine.Disconnect();
        await fleet.UntilAsync(() => second.Groups.Count == 8, "the groups");
        await fleet.ReadyAsync(8);

        // The sessions are those of the other node now: what the first one still has must not get anywhere.
        fleet.Send(mine[0], 1, 5);
        await fleet.UntilAsync(() => handled.Count == 5, "the events");
        engine.Reconnect();
        await fleet.UntilAsync(() => first.Groups.Order().SequenceEqual(mine), "the groups of the first node");
        await fleet.ReadyAsync(8);
        fleet.Send(mine[0], 6, 10);
        await fleet.UntilAsync(() => handled.Count == 10, "the events");

        Assert.Equal(Enumerable.Range(1, 10), handled.Of(mine[0]));
        Assert.Equal(8, fleet.Gateway.Sessions.Count);
        Assert.Contains(fleet.Errors, error => error.Message.Contains("node one has not renewed its lease", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_shard_identifies_once_after_the_broker_was_away_for_longer_than_Discord_keeps_sessions()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 2, groupSize: 1, new SimulatedGatewayOptions
        {
            SessionLifetime = TimeSpan.FromMinutes(3),
        });
        await fleet.AddWorkerAsync("main", handled.NewHandler());
        var (node, _) = await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(2);
        await fleet.PassAsync(TimeSpan.FromSeconds(10));

        fleet.Broker.IsAvailable = false;
        fleet.Send(0, 1, 3);
        await fleet.PassAsync(TimeSpan.FromMinutes(15));
        await fleet.UntilAsync(() => node.Cluster.Shards.Count == 0, "the end of the connections");
        fleet.Broker.IsAvailable = true;
        await fleet.ReadyAsync(2);
        fleet.Send(0, 4, 6);

        await fleet.UntilAsync(() => handled.Of(0).Contains(6), "the events");
        Assert.Equal(4, fleet.Gateway.Counters.Identifies);
        Assert.Equal([4, 5, 6], handled.Of(0).Where(number => number > 3));
        var lost = fleet.Errors.Where(error => error.Kind == GatewayErrorKind.SessionLost);
        Assert.Equal([0, 1], lost.Select(error => error.ShardId!.Value).Order());
    }

    [Fact]
    public async Task Sessions_that_nobody_has_run_for_long_are_reported_with_what_is_lost()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 2, groupSize: 1);
        var (_, engine) = await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(2);
        await fleet.PassAsync(TimeSpan.FromSeconds(10));
        engine.Disconnect();
        await fleet.PassAsync(TimeSpan.FromMinutes(15));

        await fleet.AddNodeAsync("two");
        await fleet.ReadyAsync(2);

        Assert.Equal(2, fleet.Errors.Count(error => error.Message.Contains("the session of shard", StringComparison.Ordinal)));
        Assert.Contains(
            fleet.Errors,
            error => error.Message.Contains("the session of shard 0 is probably lost", StringComparison.Ordinal)
                && error.Message.Contains("the events after sequence 2, until now", StringComparison.Ordinal));
        engine.Reconnect();
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task Sessions_of_a_node_whose_time_of_day_is_wrong_are_resumed(int minutes)
    {
        await using var fleet = await TestFleet.StartAsync(shards: 2, groupSize: 1);
        await fleet.AddWorkerAsync("main", handled.NewHandler());
        var time = new ShiftedTime(fleet.Time, TimeSpan.FromMinutes(minutes));
        var (first, _) = await fleet.AddNodeAsync(
            "one", options => options with { Cluster = options.Cluster with { TimeProvider = time } });
        await fleet.ReadyAsync(2);
        fleet.Send(0, 1, 10);
        await fleet.PassAsync(TimeSpan.FromSeconds(10));

        var stop = first.StopAsync(Cancel);
        await fleet.PassAsync(TimeSpan.FromSeconds(1));
        await stop;
        fleet.Send(0, 11, 20);
        await fleet.AddNodeAsync("two");
        await fleet.ReadyAsync(2);
        fleet.Send(0, 21, 30);
        await fleet.UntilAsync(() => handled.Of(0).Contains(30), "the events");

        Assert.Equal(Enumerable.Range(1, 30), handled.Of(0));
        Assert.Equal(2, fleet.Gateway.Counters.Identifies);
    }

    [Fact]
    public async Task Process_with_the_name_of_a_running_node_replaces_it()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 2, groupSize: 1);
        var (first, _) = await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(2);
        await fleet.PassAsync(TimeSpan.FromSeconds(5));

        var (second, _) = await fleet.AddNodeAsync("one");
        await fleet.UntilAsync(() => first.Completion.IsCompleted && second.Groups.Count == 2, "the replacement");
        await fleet.ReadyAsync(2);

        var error = await Assert.ThrowsAsync<FleetException>(() => first.Completion);
        Assert.Contains("Another process is now node \"one\"", error.Message, StringComparison.Ordinal);
        Assert.True(error.IsConfigurationError);
        Assert.Equal(2, fleet.Gateway.Sessions.Count);
    }

    [Fact]
    public async Task Event_whose_handler_takes_minutes_is_not_delivered_again()
    {
        int calls = 0;
        var end = new TaskCompletionSource();
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        var worker = await fleet.AddWorkerAsync(
            "main",
            options => options with { HandlerTimeout = Timeout.InfiniteTimeSpan },
            new Handler("X", (in _, _, _) =>
            {
                Interlocked.Increment(ref calls);
                return new ValueTask(end.Task);
            }));
        await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(1);
        fleet.Send(0, 1, 1);
        await fleet.UntilAsync(() => calls == 1, "the call");

        await fleet.PassAsync(TimeSpan.FromMinutes(5));
        end.SetResult();
        await fleet.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal((1, 0), (calls, worker.EventsRepeated));
    }

    [Fact]
    public async Task Event_that_is_too_large_for_the_broker_is_reported_and_does_not_hold_the_others_up()
    {
        await using var fleet = await TestFleet.StartAsync(
            shards: 1, groupSize: 1, bounds: new MemoryBounds { RecordBytes = 512 * 1024 });
        var names = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await fleet.AddWorkerAsync("main", handled.NewHandler(), new Handler("LARGE", (in _, _, _) =>
        {
            names.Enqueue("LARGE");
            return default;
        }));
        await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(1);

        fleet.Gateway.DispatchToShard(0, "LARGE", $"\"{new string('a', 511 * 1024)}\"");
        fleet.Gateway.DispatchToShard(0, "LARGE", $"\"{new string('a', 512 * 1024)}\"");
        fleet.Gateway.DispatchToShard(0, "LARGE", $"\"{new string('a', 600 * 1024)}\"");
        fleet.Send(0, 1, 1);

        await fleet.UntilAsync(() => handled.Count == 1, "the event");
        Assert.Single(names);
        Assert.Contains(
            "LARGE has 524290 bytes, but the broker takes records of 524288 bytes at most",
            Assert.Single(fleet.Errors, error => error.Kind == GatewayErrorKind.Engine).Message,
            StringComparison.Ordinal);
    }
}
