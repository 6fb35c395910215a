using System.Buffers.Binary;
using System.Text;

namespace Hostile.Tests.Server;

/// <summary>Valid and invalid web socket frames as bytes.</summary>
/// <remarks>https://datatracker.ietf.org/doc/html/rfc6455#section-5.2</remarks>
internal static class Frames
{
    public const byte Continuation = 0x0;
    public const byte Text = 0x1;
    public const byte Binary = 0x2;
    public const byte Close = 0x8;
    public const byte Ping = 0x9;
    public const byte Pong = 0xA;
    public const byte Final = 0x80;

    /// <param name="first">FIN, the reserved bits and the opcode.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="isMasked">A server must not mask: https://datatracker.ietf.org/doc/html/rfc6455#section-5.1</param>
    public static byte[] Make(int first, ReadOnlySpan<byte> payload, bool isMasked = false)
    {
        byte[] header = Header(first, (ulong)payload.Length, isMasked);
        return isMasked ? [.. header, 0, 0, 0, 0, .. payload] : [.. header, .. payload];
    }

    public static byte[] Header(int first, ulong length, bool isMasked = false)
    {
        byte mask = isMasked ? (byte)0x80 : (byte)0;
        if (length < 126)
        {
            return [(byte)first, (byte)(mask | (byte)length)];
        }

        if (length <= ushort.MaxValue)
        {
            return [(byte)first, (byte)(mask | 126), (byte)(length >> 8), (byte)length];
        }

        byte[] header = new byte[10];
        header[0] = (byte)first;
        header[1] = (byte)(mask | 127);
        BinaryPrimitives.WriteUInt64BigEndian(header.AsSpan(2), length);
        return header;
    }

    public static byte[] OfText(string text) => Make(Final | Text, Encoding.UTF8.GetBytes(text));

    public static byte[] OfClose(int code, string reason) =>
        Make(Final | Close, [(byte)(code >> 8), (byte)code, .. Encoding.UTF8.GetBytes(reason)]);
}
