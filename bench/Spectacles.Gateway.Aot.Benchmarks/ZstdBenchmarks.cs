using BenchmarkDotNet.Attributes;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>
/// Compares the transport compressions: inflates 1,000 mixed messages of one frame each, per message. The argument
/// <c>compression</c> of the program prints bytes and memory.
/// </summary>
public class ZstdBenchmarks
{
    private const int Messages = 1000;
    private byte[][] text = [];
    private byte[][] zlib = [];
    private byte[][] zstd = [];

    /// <summary>The server's level. Discord's is unknown; these are the usual ones of each compression.</summary>
    [Params(1, 3, 6)]
    public int Level { get; set; }

    [GlobalSetup]
    public void Compress()
    {
        text = new MixedCorpus().Messages(Messages);
        zlib = Corpus.Compressed(text, Level);
        zstd = Corpus.ZstdCompressed(text, Level);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Messages)]
    public long ZlibStream() => Inflate(TransportCompression.ZlibStream, zlib);

    [Benchmark(OperationsPerInvoke = Messages)]
    public long RuntimeZlibStream() => Inflate(TransportCompression.RuntimeZlibStream, zlib);

    [Benchmark(OperationsPerInvoke = Messages)]
    public long ZstdStream() => Inflate(global::Spectacles.Gateway.TransportCompression.ZstdStream, zstd);

    [Benchmark(OperationsPerInvoke = Messages)]
    public long None() => Inflate(TransportCompression.None, text);

    private static long Inflate(TransportCompression compression, byte[][] frames)
    {
        using var inflater = compression.NewInflater(1024 * 1024);
        return InflateAll(inflater, frames);
    }

    internal static long InflateAll(IInflater inflater, byte[][] frames)
    {
        long total = 0;
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
