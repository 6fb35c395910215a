using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>Metrics and activities of a fleet. Alone, because they are those of the whole process.</summary>
[Collection(nameof(Alone))]
public sealed class FleetTelemetryTests
{
    private readonly NumberedEvents handled = new();

    [Fact]
    public async Task Activity_of_a_handler_links_to_that_of_the_node()
    {
        var activities = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("Spectacles.Gateway", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var fleet = await TestFleet.StartAsync(shards: 2, groupSize: 1);
        await fleet.AddWorkerAsync("main", handled.NewHandler());
        await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(2);

        fleet.Send(1, 1, 3);

        await fleet.UntilAsync(() => activities.Count(one => one.OperationName == "X") == 6, "six activities");
        var produced = activities.Where(one => one.Kind == ActivityKind.Producer).Select(one => one.Context).ToHashSet();
        var consumed = activities.Where(one => one.Kind == ActivityKind.Consumer).ToArray();
        Assert.Equal(3, produced.Count);
        Assert.All(consumed, one =>
        {
            var link = Assert.Single(one.Links).Context;
            Assert.Contains(produced, context => context.SpanId == link.SpanId && context.TraceId == link.TraceId);
        });
        Assert.All(consumed, one => Assert.Null(one.Parent));
        Assert.All(consumed, one => Assert.DoesNotContain(produced, context => context.TraceId == one.TraceId));
    }

    [Fact]
    public async Task Metrics_count_what_nodes_and_workers_do()
    {
        var sums = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Spectacles.Gateway.Fleet")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((one, value, _, _) => sums.AddOrUpdate(one.Name, value, (_, sum) => sum + value));
        listener.SetMeasurementEventCallback<double>((one, _, _, _) => sums.AddOrUpdate($"{one.Name} count", 1, (_, sum) => sum + 1));
        listener.Start();
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        await fleet.AddWorkerAsync("main", handled.NewHandler());
        var (_, engine) = await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(1);
        engine.FailAppends(2, stored: true);

        fleet.Send(0, 1, 5);

        await fleet.UntilAsync(() => handled.Count == 5 && sums.GetValueOrDefault("spectacles.fleet.events.stored") == 5, "the events");
        listener.RecordObservableInstruments();
        Assert.Equal(2, sums["spectacles.fleet.appends.repeated"]);
        Assert.Equal(1, sums["spectacles.fleet.groups"]);
        Assert.Equal(1, sums["spectacles.fleet.groups.taken"]);
        Assert.Equal(0, sums["spectacles.fleet.buffer.usage"]);
        Assert.Equal(1, sums["spectacles.fleet.lease.age count"]);
        Assert.Equal(sums["spectacles.fleet.records.stored"], sums["spectacles.fleet.append.duration count"]);
        Assert.Equal(sums["spectacles.fleet.records.stored"] + 2, sums["spectacles.fleet.delivery.age count"]);
        Assert.Equal(0, sums["spectacles.fleet.records.unfinished"]);
    }

    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;
}
