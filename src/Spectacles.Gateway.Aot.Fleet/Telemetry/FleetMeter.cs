using System.Diagnostics.Metrics;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// The instruments of the nodes and workers of this process. A listener that throws has no effect on them: see
/// <see cref="ListenerGuard"/>.
/// </summary>
internal static class FleetMeter
{
    public const string Name = "Spectacles.Gateway.Fleet";

    private static readonly double[] AppendSeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300];
    private static readonly double[] AgeSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300, 3600];
    private static readonly Meter Meter = new(Name, BuildProperties.Version);

    public static GuardedInstrument<long> EventsStored { get; } = Count("events.stored", "{event}", "The events that the log has stored.");

    public static GuardedInstrument<long> RecordsStored { get; } =
        Count("records.stored", "{record}", "The records that the log has stored.");

    public static GuardedInstrument<long> AppendsRepeated { get; } =
        Count("appends.repeated", "{record}", "The records that were appended again, because the outcome was not known.");

    public static GuardedInstrument<double> AppendDuration { get; } =
        Seconds("append.duration", "The time from the first attempt to append a record until it is stored.", AppendSeconds);

    public static GuardedInstrument<long> EventsDropped { get; } =
        Count("events.dropped", "{event}", "The events that are not stored and were not sent, because the broker did not take them.");

    public static GuardedInstrument<long> InteractionsMissed { get; } =
        Count("interactions.missed", "{interaction}", "The interactions that no worker has confirmed in time.");

    public static GuardedInstrument<long> GroupsTaken { get; } =
        Count("groups.taken", "{group}", "The groups that this process has taken.");

    public static GuardedInstrument<long> GroupsLost { get; } =
        Count("groups.lost", "{group}", "The groups that another node has taken, or that were given up without the broker.");

    public static GuardedInstrument<double> DeliveryAge { get; } =
        Seconds("delivery.age", "The time from the storing of a record until a worker begins with it.", AgeSeconds);

    public static GuardedInstrument<long> EventsRepeated { get; } =
        Count("events.repeated", "{event}", "The events that were in the log twice, and were left out.");

    public static GuardedInstrument<long> RecordsRetried { get; } =
        Count("records.retried", "{record}", "The records of which an event has failed and is tried again.");

    public static GuardedInstrument<long> DeadLetters { get; } = Count("dead_letters", "{record}", "The records that were given up.");

    public static GuardedInstrument<long> RecordsUnfinished { get; } = Current(
        "records.unfinished", "{record}", "The records whose handlers have begun and not finished.");

    public static GuardedInstrument<long> PartitionsFull { get; } = Current(
        "partitions.full", "{partition}", "The partitions that have had no room for another record for 5 s.");

    /// <summary>The nodes whose state is read at each collection.</summary>
    public static ObservedNodes Nodes { get; } = new(Meter);

    private static GuardedInstrument<long> Count(string name, string unit, string description) => new(() =>
    {
        var counter = Meter.CreateCounter<long>($"spectacles.fleet.{name}", unit, description);
        return value => counter.Add(value);
    });

    private static GuardedInstrument<long> Current(string name, string unit, string description) => new(() =>
    {
        var counter = Meter.CreateUpDownCounter<long>($"spectacles.fleet.{name}", unit, description);
        return value => counter.Add(value);
    });

    private static GuardedInstrument<double> Seconds(string name, string description, double[] buckets) => new(() =>
    {
        var histogram = Meter.CreateHistogram(
            $"spectacles.fleet.{name}", "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = buckets });
        return value => histogram.Record(value);
    });
}
