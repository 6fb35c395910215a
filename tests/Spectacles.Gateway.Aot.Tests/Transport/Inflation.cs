using System.IO.Compression;

namespace Spectacles.Gateway.Tests.Transport;

/// <summary>What an inflater makes of a stream: its output, up to an error if there is one.</summary>
internal sealed record Inflation(byte[] Output, string? Error)
{
    private const int Limit = 4 * 1024 * 1024;

    /// <summary>Ours, given the stream in one piece, or in pieces at random, with messages that end anywhere.</summary>
    public static Inflation OfGatewayInflater(byte[] stream, Random? pieces)
    {
        using var inflater = new GatewayInflater(Limit);
        var output = new List<byte>();
        int longest = pieces is null ? stream.Length : 1 + (pieces.Next(3) == 0 ? pieces.Next(4) : pieces.Next(stream.Length + 1));
        try
        {
            for (int at = 0; at < stream.Length;)
            {
                int length = Math.Min(stream.Length - at, pieces is null ? stream.Length : pieces.Next(longest + 1));

                // A copy: whoever read behind the piece would not find the rest of the stream there.
                inflater.TryInflate(stream.AsSpan(at, length).ToArray(), endOfMessage: true);
                at += length;
                if (pieces?.Next(2) != 0)
                {
                    output.AddRange(inflater.Message);
                    inflater.Release();
                }
            }

            output.AddRange(inflater.Message);
            return new Inflation([.. output], null);
        }
        catch (InvalidDataException e)
        {
            return new Inflation([.. output], e.Message);
        }
    }

    /// <summary>Zlib's, behind the two bytes that begin a stream: without a checksum at its end, which ours does not compare.</summary>
    public static Inflation OfDeflateStream(byte[] stream)
    {
        var frames = new FrameStream();
        frames.Feed(stream.AsMemory(Math.Min(2, stream.Length)));
        using var deflate = new DeflateStream(frames, CompressionMode.Decompress);
        using var output = new MemoryStream();
        byte[] buffer = new byte[4096];
        try
        {
            for (int count; (count = deflate.Read(buffer)) > 0;)
            {
                output.Write(buffer, 0, count);
            }

            return new Inflation(output.ToArray(), null);
        }
        catch (InvalidDataException e)
        {
            return new Inflation(output.ToArray(), e.Message);
        }
    }

    /// <summary>Null, or how two inflaters differ that should not.</summary>
    public static string? Difference(byte[] stream, int seed)
    {
        var whole = OfGatewayInflater(stream, null);
        var split = OfGatewayInflater(stream, new Random(seed));
        if (whole.Error != split.Error || (whole.Error is null && !whole.Output.AsSpan().SequenceEqual(split.Output)))
        {
            return $"in one piece {whole}, in pieces {split}";
        }

        // Zlib looks for a dictionary's number first, and for lengths without a code: it may wait where ours knows already.
        if (
            whole.Error is { } error
                && (
                    error.Contains("code for code lengths is empty", StringComparison.Ordinal)
                        || error.Contains("zlib header", StringComparison.Ordinal)
                        || error.Contains("dictionary", StringComparison.Ordinal)))
        {
            return null;
        }

        // Zlib does not look at what stands behind a stream's end; for a gateway it is an error.
        var zlib = OfDeflateStream(stream);
        bool ended = whole.Error?.Contains("after its end", StringComparison.Ordinal) == true;
        if (!ended && whole.Error is null != zlib.Error is null)
        {
            return $"ours {whole}, zlib's {zlib}";
        }

        int common = whole.Error is null || ended ? zlib.Output.Length : Math.Min(zlib.Output.Length, split.Output.Length);
        var ours = whole.Error is null ? whole : split;
        return ended ? (zlib.Error is null ? null : $"ours has ended, zlib's {zlib}")
            : zlib.Output.AsSpan(0, common).SequenceEqual(ours.Output.AsSpan(0, Math.Min(common, ours.Output.Length)))
                && (whole.Error is not null || ours.Output.Length == zlib.Output.Length) ? null
            : $"ours {ours}, zlib's {zlib}";
    }

    public override string ToString() => $"gives {Output.Length} bytes, then {Error ?? "waits"}";
}
