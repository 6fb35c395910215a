using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>Listeners of metrics that throw. Alone, because they are called for the whole process.</summary>
[Collection(nameof(FleetTelemetryTests.Alone))]
public sealed class ThrowingListenerTests
{
    private const string Report = "A listener of the fleet's telemetry threw: a listener Events go on";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("delivery.age")]
    [InlineData("records.unfinished")]
    [InlineData("records.retried")]
    [InlineData("events.repeated")]
    [InlineData("dead_letters")]
    [InlineData("events.dropped")]
    [InlineData("partitions.full")]
    [InlineData(null)]
    public async Task Listener_of_a_worker_that_throws_is_reported_once_and_records_are_handled(string? instrument)
    {
        var time = new FakeTimeProvider();
        var engine = new FailingEngine(new MemoryBroker(TestRecords.Plan).Connect());
        await using var worker = new FleetWorker(
            engine, new FleetWorkerOptions { Group = "main", TimeProvider = time, MaxInFlight = 1 });
        var busy = new TaskCompletionSource();
        worker.AddHandler(new Handler("Y", (in _, _, _) => new ValueTask(busy.Task)));
        int calls = 0;
        worker.AddHandler(new Handler("X", (in _, _, _) => Interlocked.Increment(ref calls) == 2 ? throw new FormatException() : default));
        List<string> reports = [];
        worker.Dispatcher.Error += error => reports.Add(error.Message);
        using var listener = new ThrowingListener(instrument);
        var reader = new PartitionReader(worker, 0);
        async Task<string?> AnswerAsync(byte[] record)
        {
            var delivery = new ManualDelivery(record, attempt: 1);
            await reader.HandleAsync(delivery);
            return delivery.Answer;
        }

        Assert.Equal("acknowledged", await AnswerAsync(TestRecords.Record(1)));
        Assert.Equal("acknowledged", await AnswerAsync(TestRecords.Record(1)));
        Assert.Equal("acknowledged", await AnswerAsync(TestRecords.Record(1, session: 2)));
        Assert.Equal("buried : it is not a record of format 1", await AnswerAsync([0, 9, 9]));
        byte[] unstored = TestRecords.Record(1, session: 0, name: "Y");
        Assert.NotNull(await UnstoredEvents.Begin(worker, unstored, isDropped: true));
        Assert.Null(await UnstoredEvents.Begin(worker, unstored, isDropped: true));
        busy.SetResult();
        for (int i = 0; i < 2; i++)
        {
            var room = new TaskCompletionSource();
            var waiting = worker.Full.WaitAsync(0, room.Task, "MaxInFlight");
            time.Advance(TimeSpan.FromSeconds(5));
            room.SetResult();
            await waiting;
        }

        Assert.Equal((2, 1, 1, 1), (calls, engine.Retries, (int)worker.EventsRepeated, (int)worker.EventsBuried));
        Assert.Equal(2, reports.Count(one => one.StartsWith("All partitions have room", StringComparison.Ordinal)));
        Assert.NotEqual(0, listener.Thrown);
        Assert.Single(reports, one => one.StartsWith(Report, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Listener_that_throws_does_not_stop_a_worker_that_reads()
    {
        var handled = new NumberedEvents();
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        await fleet.AddWorkerAsync("main", handled.NewHandler());
        await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(1);
        using var listener = new ThrowingListener();

        fleet.Send(0, 1, 50);

        await fleet.UntilAsync(() => handled.Count == 50, "the events");
        Assert.NotEqual(0, listener.Thrown);
    }

    [Fact]
    public async Task Lost_groups_are_closed_and_groups_run_although_listeners_throw()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 2, groupSize: 1);
        using var taken = new ThrowingListener("groups.taken");
        using var lost = new ThrowingListener("groups.lost");
        var (node, _) = await fleet.AddNodeAsync("one", options => options with { HoldTimeout = TimeSpan.FromSeconds(30) });
        await fleet.ReadyAsync(2);
        Assert.Equal(2, taken.Thrown);

        fleet.Broker.IsAvailable = false;
        await fleet.UntilAsync(() => node.Groups.Count == 0, "the loss");
        await fleet.ReadyAsync(0);

        Assert.Equal(2, lost.Thrown);
        Assert.Single(fleet.Errors, error => error.Message.StartsWith($"Node one: {Report}", StringComparison.Ordinal));
        fleet.Broker.IsAvailable = true;
        await fleet.ReadyAsync(2);
    }

    [Fact]
    public void Listener_of_a_publisher_that_throws_is_reported_once_and_the_group_goes_on()
    {
        var appender = new ManualAppender();
        var budget = new BufferBudget(limit: 1000);
        List<string> reports = [];
        var services = new PublisherServices(budget, 1 << 20, new FakeTimeProvider(), (message, _) => reports.Add(message));
        var publisher = PublishedNumbers.NewPublisher(appender, services);
        using var listener = new ThrowingListener();

        publisher.TakeNumber(1);
        appender.End(AppendOutcome.Stored);
        publisher.TakeNumber(2);
        appender.End(AppendOutcome.Stored);

        Assert.Equal(["pack: 1", "pack: 2"], appender.Records);
        Assert.StartsWith(Report, Assert.Single(reports), StringComparison.Ordinal);
        Assert.Equal(0, budget.Used);
    }

    [Fact]
    public void Instrument_whose_publication_a_listener_refuses_measures_nothing()
    {
        using var meter = new Meter("a test");
        using var listener = new MeterListener
        {
            InstrumentPublished = (one, _) =>
            {
                if (one.Meter.Name == "a test")
                {
                    throw new InvalidOperationException("a listener");
                }
            },
        };
        listener.Start();
        long before = ListenerGuard.Failures;

        var instrument = new GuardedInstrument<long>(() => meter.CreateCounter<long>("one").Add);
        instrument.Add(1);

        Assert.Equal(before + 1, ListenerGuard.Failures);
    }
}
