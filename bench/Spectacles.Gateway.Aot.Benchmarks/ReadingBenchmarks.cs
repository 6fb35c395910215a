using BenchmarkDotNet.Attributes;
using Spectacles.Gateway.Reading;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>A payload through its view, into its model, into plain classes by System.Text.Json's own source generator, and into a DOM.</summary>
public class ReadingBenchmarks
{
    public static IReadOnlyList<ReadingCase> Cases => ReadingCase.All;

    [ParamsSource(nameof(Cases))]
    public ReadingCase Payload { get; set; } = ReadingCase.Message;

    [GlobalSetup]
    public void Setup() => PlainReading.Check();

    [Benchmark(Baseline = true)]
    public object PlainClass() => Payload.Plain();

    [Benchmark]
    public object Model() => Payload.Model();

    [Benchmark]
    public ulong View() => Payload.View();

    [Benchmark]
    public int JsonDocumentParse() => Payload.Document();
}
