namespace Spectacles.Gateway.Tests.Transport;

/// <summary>Writes a deflate stream bit by bit, right or wrong.</summary>
internal sealed class DeflateWriter
{
    private readonly List<byte> written = [];
    private ulong bits;
    private int count;

    public void WriteHeader(byte method, byte flags) => written.AddRange([method, flags]);

    /// <summary>A number, which stands in the stream with its last bit first.</summary>
    public void Write(uint value, int length)
    {
        bits |= (ulong)value << count;
        for (count += length; count >= 8; count -= 8)
        {
            written.Add((byte)bits);
            bits >>= 8;
        }
    }

    /// <summary>A code, which stands in the stream with its first bit first.</summary>
    public void WriteCode(int code, int length)
    {
        for (int bit = length - 1; bit >= 0; bit--)
        {
            Write((uint)(code >> bit) & 1, 1);
        }
    }

    public void WriteStored(ReadOnlySpan<byte> bytes, int complement)
    {
        Write(0, 3);
        Align();
        written.AddRange([(byte)bytes.Length, (byte)(bytes.Length >> 8), (byte)complement, (byte)(complement >> 8)]);
        written.AddRange(bytes);
    }

    /// <summary>A match of 258 or 3 bytes, by the fixed code.</summary>
    public void WriteMatch(int length, int distance)
    {
        WriteCode(length == 258 ? 0b11000101 : 0b0000001, length == 258 ? 8 : 7);
        int code = 29;
        while (DistanceBase(code) > distance)
        {
            code--;
        }

        WriteCode(code, 5);
        Write((uint)(distance - DistanceBase(code)), code < 2 ? 0 : (code - 2) / 2);
    }

    public byte[] ToArray()
    {
        Align();
        return [.. written];
    }

    private static int DistanceBase(int code) => code < 4 ? code + 1 : ((2 + (code & 1)) << ((code - 2) / 2)) + 1;

    private void Align()
    {
        if (count > 0)
        {
            Write(0, 8 - count);
        }
    }
}
