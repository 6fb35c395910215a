using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>Measures reading op, s, t and d of a message.</summary>
public class EnvelopeBenchmarks
{
    private readonly byte[] message = Corpus.Message(1);

    [Benchmark(Baseline = true)]
    public int JsonDocumentParse()
    {
        using var document = JsonDocument.Parse(message);
        return document.RootElement.GetProperty("op").GetInt32() + document.RootElement.GetProperty("t").GetString()!.Length;
    }

    [Benchmark]
    public int EnvelopeTryRead() => Envelope.TryRead(message, out var envelope) ? (int)envelope.Op + envelope.Event.Length : 0;
}
