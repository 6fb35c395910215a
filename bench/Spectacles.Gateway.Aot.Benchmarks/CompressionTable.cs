using System.Globalization;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>
/// Prints bytes per message and memory per connection with each compression: the figures of docs/compression.md.
/// </summary>
internal static class CompressionTable
{
    private const int Messages = 10_000;
    private const int Connections = 200;

    // Seven windows of zstd: more messages do not change the memory of a connection.
    private const int MessagesForMemory = 2_000;

    public static void Print()
    {
        byte[][] text = new MixedCorpus().Messages(Messages);
        // Excludes memory that the process allocates only once.
        _ = MemoryOfOne(TransportCompression.None, text);
        Print("none", TransportCompression.None, text);
        foreach (int level in new[] { 1, 3, 6, 9 })
        {
            Print($"zlib-stream, level {level}", TransportCompression.ZlibStream, Corpus.Compressed(text, level));
        }

        Print("zlib-stream of the runtime, level 6", TransportCompression.RuntimeZlibStream, Corpus.Compressed(text, 6));
        foreach (int level in new[] { 1, 3, 6, 9 })
        {
            Print($"zstd-stream, level {level}", TransportCompression.ZstdStream, Corpus.ZstdCompressed(text, level));
        }
    }

    private static void Print(string name, TransportCompression compression, byte[][] frames) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-38} {frames.Average(frame => frame.Length),7:0} B per message"
        + $"{MemoryOfOne(compression, frames) / 1024.0,8:0} KB per connection"));

    private static long MemoryOfOne(TransportCompression compression, byte[][] frames)
    {
        byte[][] few = frames[..MessagesForMemory];
        // Once before, so that loading and compiling does not count.
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

    /// <summary>The memory of the whole process, including native memory.</summary>
    private static long Resident()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Environment.WorkingSet;
    }
}
