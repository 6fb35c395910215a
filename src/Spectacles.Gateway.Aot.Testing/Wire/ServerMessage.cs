using System.Buffers;
using System.Globalization;

namespace Spectacles.Gateway.Testing;

/// <summary>Writes gateway messages in the key order that Discord uses: <c>t</c>, <c>s</c>, <c>op</c>, <c>d</c>.</summary>
internal static class ServerMessage
{
    public static byte[] Control(Opcode opcode, ReadOnlySpan<byte> data)
    {
        var buffer = new ArrayBufferWriter<byte>(data.Length + 48);
        Write(buffer, "{\"t\":null,\"s\":null,\"op\":"u8, (long)opcode, data);
        return buffer.WrittenSpan.ToArray();
    }

    public static void WriteDispatch(IBufferWriter<byte> buffer, ReadOnlySpan<byte> name, long sequence, ReadOnlySpan<byte> data)
    {
        buffer.Write("{\"t\":\""u8);
        buffer.Write(name);
        Write(buffer, "\",\"s\":"u8, sequence, ",\"op\":0,\"d\":"u8, data);
    }

    private static void Write(ArrayBufferWriter<byte> buffer, ReadOnlySpan<byte> head, long number, ReadOnlySpan<byte> data) =>
        Write(buffer, head, number, ",\"d\":"u8, data);

    private static void Write(
        IBufferWriter<byte> buffer,
        ReadOnlySpan<byte> head,
        long number,
        ReadOnlySpan<byte> middle,
        ReadOnlySpan<byte> data)
    {
        buffer.Write(head);
        var digits = buffer.GetSpan(20);
        number.TryFormat(digits, out int written, default, CultureInfo.InvariantCulture);
        buffer.Advance(written);
        buffer.Write(middle);
        buffer.Write(data);
        buffer.Write("}"u8);
    }
}
