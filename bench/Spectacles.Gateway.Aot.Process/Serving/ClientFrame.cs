using System.Buffers.Binary;
using System.Text;

namespace Spectacles.Gateway.WholeProcess.Serving;

/// <summary>A complete, masked web socket frame of a client.</summary>
internal static class ClientFrame
{
    private const int Close = 8;

    /// <summary>Reads the first frame of a buffer: its text, which is empty for a control frame, and whether it closes.</summary>
    public static bool TryTake(byte[] buffer, ref int length, out string text, out bool closes)
    {
        text = "";
        closes = false;
        if (length < 6)
        {
            return false;
        }

        int size = buffer[1] & 0x7F;
        int at = 2;
        if (size == 126)
        {
            size = BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(2));
            at = 4;
        }

        int whole = at + 4 + size;
        if (length < whole)
        {
            return false;
        }

        byte[] payload = buffer[(at + 4)..whole];
        for (int i = 0; i < size; i++)
        {
            payload[i] ^= buffer[at + (i & 3)];
        }

        closes = (buffer[0] & 0x0F) == Close;
        text = (buffer[0] & 0x0F) is 1 or 2 ? Encoding.UTF8.GetString(payload) : "";
        Buffer.BlockCopy(buffer, whole, buffer, 0, length - whole);
        length -= whole;
        return true;
    }
}
