using System.Diagnostics;
using BenchmarkDotNet.Attributes;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>
/// Measures what telemetry adds to the path of an event with a handler of the bytes: nobody listens, a listener of all metrics, a trace
/// listener that samples nothing, and one that samples everything.
/// </summary>
public class TelemetryBenchmarks
{
    private const int Events = 2000;
    private MemoryWire wire = null!;
    private MemoryBot bot = null!;
    private ListeningMeters? meters;
    private ActivityListener? listener;

    [GlobalSetup(Target = nameof(Nobody))]
    public Task SetupNobody() => StartAsync();

    [GlobalSetup(Target = nameof(Metrics))]
    public Task SetupMetrics()
    {
        meters = new ListeningMeters();
        return StartAsync();
    }

    [GlobalSetup(Target = nameof(NotSampled))]
    public Task SetupNotSampled() => StartAsync(ActivitySamplingResult.None);

    [GlobalSetup(Target = nameof(Sampled))]
    public Task SetupSampled() => StartAsync(ActivitySamplingResult.AllDataAndRecorded);

    [GlobalCleanup]
    public async Task Stop()
    {
        await bot.StopAsync();
        meters?.Dispose();
        listener?.Dispose();
        (meters, listener) = (null, null);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Events)]
    public Task Nobody() => wire.PlayAsync(Events);

    [Benchmark(OperationsPerInvoke = Events)]
    public Task Metrics() => wire.PlayAsync(Events);

    [Benchmark(OperationsPerInvoke = Events)]
    public Task NotSampled() => wire.PlayAsync(Events);

    [Benchmark(OperationsPerInvoke = Events)]
    public Task Sampled() => wire.PlayAsync(Events);

    private Task StartAsync(ActivitySamplingResult sampling)
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Spectacles.Gateway",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => sampling,
        };
        ActivitySource.AddActivityListener(listener);
        return StartAsync();
    }

    private Task StartAsync()
    {
        wire = new MemoryWire(compressed: false);
        bot = new MemoryBot(wire, meters, new PathRawHandler());
        return bot.StartAsync();
    }
}
