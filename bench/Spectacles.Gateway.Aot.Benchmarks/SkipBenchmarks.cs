using System.Buffers;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>Measures three ways to find the end of a JSON value.</summary>
public class SkipBenchmarks
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    private byte[] json = [];

    [Params(1, 50)]
    public int Messages { get; set; }

    [GlobalSetup]
    public void Setup() => json = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(1, Messages).Select(Corpus.MessageData))}]");

    [Benchmark(Baseline = true)]
    public int TokenByToken()
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        reader.Skip();
        return (int)reader.BytesConsumed;
    }

    /// <summary>Goes from one quote or bracket to the next.</summary>
    [Benchmark]
    public int IndexOfAny()
    {
        ReadOnlySpan<byte> text = json;
        int at = 0;
        int depth = 0;
        while (true)
        {
            at += text[at..].IndexOfAny(Structure);
            switch (text[at++])
            {
                case (byte)'"':
                    at = JsonExtent.EndOfString(text, at - 1);
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                default:
                    if (--depth == 0)
                    {
                        return at;
                    }

                    break;
            }
        }
    }

    /// <summary>64 bytes at a time.</summary>
    [Benchmark]
    public int Extent() => JsonExtent.EndOf(json, 0);
}
