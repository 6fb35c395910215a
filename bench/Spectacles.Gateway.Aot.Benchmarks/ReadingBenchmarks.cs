using BenchmarkDotNet.Attributes;
using Spectacles.Gateway.Reading;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>A payload through its view, into its model, into plain classes by System.Text.Json's own source generator, and into a DOM.</summary>
public class ReadingBenchmarks
{
    public static IReadOnlyList<ReadingCase> Cases => ReadingCase.All;

    [ParamsSource(nameof(Cases))]
    public ReadingCase Payload { get; set; } = ReadingCase.Message;

    /// <summary>The warm-up of BenchmarkDotNet alone ends before the JIT has optimised what a large payload passes through.</summary>
    [GlobalSetup]
    public void Setup()
    {
        PlainReading.Check();
        ReadingTable.WarmUp();
    }

    [Benchmark(Baseline = true)]
    public object PlainClass() => Payload.Plain();

    [Benchmark]
    public object Model() => Payload.Model();

    [Benchmark]
    public ulong View() => Payload.View();

    [Benchmark]
    public int JsonDocumentParse() => Payload.Document();
}
