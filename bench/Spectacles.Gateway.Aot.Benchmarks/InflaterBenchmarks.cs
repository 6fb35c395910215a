using System.IO.Compression;
using BenchmarkDotNet.Attributes;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>Measures inflating 1,000 compressed frames of one stream, per message.</summary>
public class InflaterBenchmarks
{
    private const int Messages = 1000;
    private byte[][] frames = [];

    /// <summary>Whether all messages are of one kind with similar keys and values, or of several kinds, users and texts.</summary>
    [Params("alike", "mixed")]
    public string Kind { get; set; } = "";

    [Params(1, 6)]
    public int Level { get; set; }

    [GlobalSetup]
    public void Compress() =>
        frames = Corpus.Compressed(
            Kind == "mixed" ? new MixedCorpus().Messages(Messages) : [.. Enumerable.Range(1, Messages).Select(Corpus.Message)], Level);

    /// <summary>Collects, inflates into a new stream and creates an array, as most libraries do.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Messages)]
    public long DeflateStreamOverMemoryStream()
    {
        long total = 0;
        using var compressed = new MemoryStream();
        using var zlib = new ZLibStream(compressed, CompressionMode.Decompress);
        foreach (byte[] frame in frames)
        {
            compressed.SetLength(0);
            compressed.Write(frame);
            compressed.Position = 0;
            using var inflated = new MemoryStream();
            zlib.CopyTo(inflated);
            total += inflated.ToArray().Length;
        }

        return total;
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public long ZlibStreamInflater() => Inflate(new ZlibStreamInflater(1024 * 1024));

    [Benchmark(OperationsPerInvoke = Messages)]
    public long GatewayInflater() => Inflate(new GatewayInflater(1024 * 1024));

    private long Inflate(IInflater inflater)
    {
        long total = 0;
        using (inflater)
        {
            foreach (byte[] frame in frames)
            {
                if (inflater.TryInflate(frame, endOfMessage: true))
                {
                    total += inflater.Message.Length;
                    inflater.Release();
                }
            }
        }

        return total;
    }
}
