using System.IO.Compression;
using BenchmarkDotNet.Attributes;
using Spectacles.Gateway.Transport;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>From 1,000 compressed frames, one stream, to 1,000 messages; per message.</summary>
public class InflaterBenchmarks
{
    private const int Messages = 1000;
    private readonly byte[][] frames = Corpus.Compressed(Messages);

    /// <summary>What most libraries do: collect, inflate into a fresh stream, take an array.</summary>
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
    public long ZlibStreamInflater()
    {
        long total = 0;
        using var inflater = new ZlibStreamInflater(1024 * 1024);
        foreach (byte[] frame in frames)
        {
            if (inflater.TryInflate(frame, endOfMessage: true))
            {
                total += inflater.Message.Length;
                inflater.Release();
            }
        }

        return total;
    }
}
