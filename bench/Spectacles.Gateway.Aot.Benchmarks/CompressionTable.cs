using System.Globalization;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>What a message costs on the wire, and what a connection holds in memory, with each compression: the figures of docs/compression.md.</summary>
internal static class CompressionTable
{
    private const int Messages = 10_000;
    private const int Connections = 200;

    // More would not change what a connection holds: they are seven windows of zstd.
    private const int MessagesForMemory = 2_000;

    public static void Print()
    {
        byte[][] text = new MixedCorpus().Messages(Messages);
        // What the process itself takes the first time is nobody's.
        _ = MemoryOfOne(TransportCompression.None, text);
        Print("none", TransportCompression.None, text);
        foreach (int level in new[] { 1, 3, 6, 9 })
        {
            Print($"zlib-stream, level {level}", TransportCompression.ZlibStream, Corpus.Compressed(text, level));
        }

        Print("zlib-stream of the runtime, level 6", TransportCompression.RuntimeZlibStream, Corpus.Compressed(text, 6));
        foreach (int level in new[] { 1, 3, 6, 9 })
        {
            Print($"zstd-stream, level {level}", ZstdStream.Compression, Corpus.ZstdCompressed(text, level));
        }
    }

    private static void Print(string name, TransportCompression compression, byte[][] frames) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name,-38} {frames.Average(frame => frame.Length),7:0} B a message {MemoryOfOne(compression, frames) / 1024.0,7:0} KB a connection"));

    private static long MemoryOfOne(TransportCompression compression, byte[][] frames)
    {
        byte[][] few = frames[..MessagesForMemory];
        // Once before, so that what is loaded and compiled does not count.
        Inflate(compression, few).Dispose();
        long before = Resident();
        IInflater[] inflaters = [.. Enumerable.Range(0, Connections).Select(_ => Inflate(compression, few))];
        long each = (Resident() - before) / Connections;
        foreach (var inflater in inflaters)
        {
            inflater.Dispose();
        }

        return each;
    }

    private static IInflater Inflate(TransportCompression compression, byte[][] frames)
    {
        var inflater = compression.NewInflater(1024 * 1024);
        ZstdBenchmarks.InflateAll(inflater, frames);
        return inflater;
    }

    /// <summary>Of the whole process, native memory included.</summary>
    private static long Resident()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Environment.WorkingSet;
    }
}
