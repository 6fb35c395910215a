using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>
/// The instruments of a meter. All clusters with the same meter factory share them, and all clusters without one
/// (docs/decisions/0028).
/// </summary>
internal sealed class GatewayMeter
{
    public const string Name = "Spectacles.Gateway";

    private static readonly double[] CallSeconds =
        [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private static readonly double[] RoundTripSeconds = [0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 10, 30];
    private static readonly double[] LagSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
    private static readonly double[] ConnectionSeconds = [1, 10, 60, 300, 900, 3600, 7200, 14400, 43200, 86400, 259200];
    private static readonly double[] QueueSeconds = [0.01, 0.1, 1, 5, 10, 30, 60, 300, 900, 3600];

    private static readonly ConditionalWeakTable<Meter, GatewayMeter> OfFactories = [];
    private static readonly Lazy<GatewayMeter> WithoutFactory = new(() => new GatewayMeter(new Meter(Name, Version)));

    private GatewayMeter(Meter meter)
    {
        Observed = new ObservedClusters(meter);
        Events = Count("events", "{event}", "The events received.");
        NetworkBytes = Count("network.io", "By", "The bytes received, before inflating.");
        MessageBytes = Count("message.io", "By", "The bytes received, after inflating.");
        Lag = Seconds("dispatch.lag", "The time from the creation of a message or an interaction until it arrives.", LagSeconds);
        CallDuration = Seconds("handler.duration", "The time from the beginning of a handler call to its end.", CallSeconds);
        Abandoned = Count("handler.abandoned", "{call}", "The handler calls that were abandoned after the handler time-out.");
        Blocking = Count("handler.blocking", "{call}", "The handler calls that blocked their shard for over a second.");
        Latency = Seconds("heartbeat.latency", "The time from a heartbeat to its acknowledgement.", RoundTripSeconds);
        ConnectionDuration = Seconds("connection.duration", "The time for which a connection was open.", ConnectionSeconds);
        Reconnects = Count("reconnects", "{reconnect}", "The ends of connections that another connection follows.");
        Resumes = Count("resumes", "{resume}", "The attempts to resume a session.");
        Identifies = Count("identifies", "{identify}", "The sessions that were requested.");
        IdentifyWait = Seconds("identify.wait", "The time that a shard waited for its turn to identify.", QueueSeconds);
        Gaps = Count("sequence.gaps", "{gap}", "The gaps in the sequences of events.");

        Counter<long> Count(string name, string unit, string description) =>
            meter.CreateCounter<long>($"spectacles.gateway.{name}", unit, description);

        Histogram<double> Seconds(string name, string description, double[] buckets) => meter.CreateHistogram(
            $"spectacles.gateway.{name}", "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = buckets });
    }

    /// <summary>The version of the meter and the activities: that of the library.</summary>
    public static string Version { get; } = typeof(GatewayMeter).Assembly.GetName().Version!.ToString(3);

    /// <summary>The clusters whose state is read at each collection.</summary>
    public ObservedClusters Observed { get; }

    public Counter<long> Events { get; }

    public Counter<long> NetworkBytes { get; }

    public Counter<long> MessageBytes { get; }

    public Histogram<double> Lag { get; }

    public Histogram<double> CallDuration { get; }

    public Counter<long> Abandoned { get; }

    public Counter<long> Blocking { get; }

    public Histogram<double> Latency { get; }

    public Histogram<double> ConnectionDuration { get; }

    public Counter<long> Reconnects { get; }

    public Counter<long> Resumes { get; }

    public Counter<long> Identifies { get; }

    public Histogram<double> IdentifyWait { get; }

    public Counter<long> Gaps { get; }

    /// <summary>Returns the instruments of a factory's meter; without a factory, those of the process.</summary>
    public static GatewayMeter Of(IMeterFactory? factory) => factory is null
        ? WithoutFactory.Value
        : OfFactories.GetValue(
            factory.Create(new MeterOptions(Name) { Version = Version }), static meter => new GatewayMeter(meter));
}
