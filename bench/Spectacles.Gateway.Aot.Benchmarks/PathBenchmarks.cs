using BenchmarkDotNet.Attributes;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>
/// Measures the whole path of an event, from an in-memory connection through inflater, envelope, lifecycle and dispatch to the user's
/// method.
/// </summary>
public class PathBenchmarks
{
    private const int Events = 2000;
    private MemoryWire wire = null!;
    private MemoryBot bot = null!;

    [Params(true, false)]
    public bool Compressed { get; set; }

    [GlobalSetup(Target = nameof(Unhandled))]
    public Task SetupUnhandled() => StartAsync();

    [GlobalSetup(Target = nameof(Raw))]
    public Task SetupRaw() => StartAsync(new PathRawHandler());

    [GlobalSetup(Target = nameof(View))]
    public Task SetupView() => StartAsync(new PathViewHandler());

    [GlobalSetup(Target = nameof(Typed))]
    public Task SetupTyped() => StartAsync(new PathTypedHandler());

    [GlobalCleanup]
    public Task Stop() => bot.StopAsync();

    [Benchmark(Baseline = true, OperationsPerInvoke = Events)]
    public Task Unhandled() => wire.PlayAsync(Events);

    [Benchmark(OperationsPerInvoke = Events)]
    public Task Raw() => wire.PlayAsync(Events);

    [Benchmark(OperationsPerInvoke = Events)]
    public Task View() => wire.PlayAsync(Events);

    [Benchmark(OperationsPerInvoke = Events)]
    public Task Typed() => wire.PlayAsync(Events);

    private Task StartAsync(params IGatewayHandler[] handlers)
    {
        wire = new MemoryWire(Compressed);
        bot = new MemoryBot(wire, handlers);
        return bot.StartAsync();
    }
}
