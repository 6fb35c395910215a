using System.Buffers.Binary;

namespace Spectacles.Gateway.WholeProcess.Serving;

/// <summary>Complete, unmasked web socket frames of a server.</summary>
internal static class Frames
{
    /// <summary>The largest size of a header.</summary>
    public const int LongestHeader = 10;

    private const byte FinalBinary = 0x82;

    /// <summary>The close code 4000 of Discord, an unknown error, after which a client resumes its session.</summary>
    public static ReadOnlySpan<byte> CloseForResume => [0x88, 2, 4000 >> 8, 4000 & 0xFF];

    /// <summary>Writes one binary message.</summary>
    public static void Write(Stream wire, ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[LongestHeader];
        header[0] = FinalBinary;
        if (payload.Length < 126)
        {
            header[1] = (byte)payload.Length;
            header = header[..2];
        }
        else if (payload.Length <= ushort.MaxValue)
        {
            header[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)payload.Length);
            header = header[..4];
        }
        else
        {
            header[1] = 127;
            BinaryPrimitives.WriteUInt64BigEndian(header[2..], (ulong)payload.Length);
        }

        wire.Write(header);
        wire.Write(payload);
    }

    /// <summary>Reads the payload of the first message, without the bytes after it.</summary>
    public static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> wire)
    {
        var span = wire.Span;
        var (header, length) = span[1] switch
        {
            126 => (4, BinaryPrimitives.ReadUInt16BigEndian(span[2..])),
            127 => (10, (int)BinaryPrimitives.ReadUInt64BigEndian(span[2..])),
            var small => (2, small),
        };
        var payload = wire.Slice(header, length);
        wire = wire[(header + length)..];
        return payload;
    }
}
