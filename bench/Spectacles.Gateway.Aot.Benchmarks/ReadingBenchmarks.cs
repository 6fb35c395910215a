using BenchmarkDotNet.Attributes;
using Spectacles.Gateway.Reading;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>
/// Measures reading a payload with its view, its model, plain classes with System.Text.Json's source generator, and a DOM.
/// </summary>
public class ReadingBenchmarks
{
    public static IReadOnlyList<ReadingCase> Cases => ReadingCase.All;

    [ParamsSource(nameof(Cases))]
    public ReadingCase Payload { get; set; } = ReadingCase.Message;

    /// <summary>
    /// Warms up longer, because BenchmarkDotNet's warm-up ends before the JIT has optimised the code for a large payload.
    /// </summary>
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
