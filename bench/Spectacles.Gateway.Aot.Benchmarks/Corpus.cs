using System.Globalization;
using System.IO.Compression;
using System.Text;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>Gateway messages with their keys in Discord's order: a MESSAGE_CREATE of a guild, plain and compressed.</summary>
internal static class Corpus
{
    /// <summary>The d of a MESSAGE_CREATE.</summary>
    public static string MessageData(int number) => string.Create(CultureInfo.InvariantCulture, $$$"""
        {"type":0,"tts":false,"timestamp":"2026-08-24T12:00:00.123000+00:00","pinned":false,"nonce":"{{{1400000000000000000 + number}}}","mentions":[],"mention_roles":[],"mention_everyone":false,"member":{"roles":["810000000000000001","810000000000000002"],"premium_since":null,"pending":false,"nick":"ann","mute":false,"joined_at":"2021-02-03T04:05:06.789000+00:00","flags":0,"deaf":false,"communication_disabled_until":null,"banner":null,"avatar":null},"id":"{{{1410000000000000000 + number}}}","flags":0,"embeds":[],"edited_timestamp":null,"content":"message number {{{number}}}, with some words in it","components":[],"channel_type":0,"channel_id":"820000000000000001","author":{"username":"ann{{{number % 97}}}","public_flags":64,"primary_guild":null,"id":"{{{830000000000000000 + (number % 97)}}}","global_name":"Ann","discriminator":"0","collectibles":null,"avatar_decoration_data":null,"avatar":"a_0123456789abcdef0123456789abcdef"},"attachments":[],"guild_id":"840000000000000001"}
        """);

    /// <summary>The whole message.</summary>
    public static byte[] Message(int number) =>
        Encoding.UTF8.GetBytes($$$"""{"t":"MESSAGE_CREATE","s":{{{number}}},"op":0,"d":{{{MessageData(number)}}}}""");

    /// <summary>Messages as one zlib stream, flushed after each.</summary>
    public static byte[][] Compressed(IReadOnlyList<byte[]> messages, int level)
    {
        using var wire = new MemoryStream();
        using var zlib = new ZLibStream(wire, new ZLibCompressionOptions { CompressionLevel = level });
        return Flushed(messages, zlib, wire);
    }

    /// <summary>Messages as one zstd frame with Discord's window of 256 KB, flushed after each.</summary>
    public static byte[][] ZstdCompressed(IReadOnlyList<byte[]> messages, int level)
    {
        using var wire = new MemoryStream();
        using var zstd = new CompressionStream(wire, level);
        zstd.SetParameter(ZSTD_cParameter.ZSTD_c_windowLog, 18);
        return Flushed(messages, zstd, wire);
    }

    private static byte[][] Flushed(IReadOnlyList<byte[]> messages, Stream compressor, MemoryStream wire)
    {
        byte[][] frames = new byte[messages.Count][];
        for (int i = 0; i < frames.Length; i++)
        {
            wire.SetLength(0);
            compressor.Write(messages[i]);
            compressor.Flush();
            frames[i] = wire.ToArray();
        }

        return frames;
    }
}
