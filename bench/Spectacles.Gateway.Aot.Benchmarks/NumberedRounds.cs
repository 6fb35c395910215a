using System.IO.Compression;
using System.Text;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>
/// Two rounds of events, plain or as the continuation of one zlib stream. The second round may be repeated for ever with growing sequence
/// numbers: a round is larger than zlib's window, and the digits of a number can be overwritten, because each is in a stored block of the
/// stream that no later text refers to.
/// </summary>
internal sealed class NumberedRounds
{
    /// <summary>The number of events of a round.</summary>
    public const int Length = 1000;

    // Ten digits, so that all numbers have the same length.
    private const long First = 1_000_000_000;
    private const string Start = "{\"t\":\"MESSAGE_CREATE\",\"s\":";
    private const byte Placeholder = 1;

    // The kind of a block that is not the last one and is stored, its length, and the complement of its length.
    private const int StoredHeader = 5;
    private const int Digits = 10;
    private const int Thousands = 3;

    private readonly byte[][] frames = new byte[2 * Length][];
    private readonly int lastDigitOfThousands;
    private int at;

    /// <param name="start">The messages before the events.</param>
    /// <param name="compressed">Whether all of it is one zlib stream.</param>
    public NumberedRounds(byte[][] start, bool compressed)
    {
        lastDigitOfThousands = (compressed ? StoredHeader : 0) + Start.Length + Digits - 1 - Thousands;
        using var wire = new MemoryStream();
        using var zlib = new ZLibStream(wire, new ZLibCompressionOptions { CompressionLevel = 6 });
        Beginning = [.. start.Select(message => compressed ? Flushed(message) : message)];
        byte[] placeholder = [.. Encoding.UTF8.GetBytes(Start), .. Enumerable.Repeat(Placeholder, Digits)];
        for (int i = 0; i < frames.Length; i++)
        {
            // Both rounds begin with the same numbers. The second one gets its own when it is sent.
            byte[] head = Encoding.UTF8.GetBytes($"{Start}{First + (i % Length)}");
            byte[] rest = Encoding.UTF8.GetBytes($$$""","op":0,"d":{{{Corpus.MessageData(i % Length)}}}}""");
            if (compressed)
            {
                // Only the window needs this: the stored block takes the place of what was compressed.
                Flushed(placeholder);
                rest = Flushed(rest);
                head = [0, (byte)head.Length, 0, (byte)~head.Length, 0xFF, .. head];
            }

            frames[i] = [.. head, .. rest];
        }

        byte[] Flushed(byte[] message)
        {
            wire.SetLength(0);
            zlib.Write(message);
            zlib.Flush();
            return wire.ToArray();
        }
    }

    /// <summary>The frames before the events.</summary>
    public byte[][] Beginning { get; }

    /// <summary>The frame of the next event. It is valid until the next round.</summary>
    public byte[] Next()
    {
        byte[] frame = frames[at];
        if (at >= Length)
        {
            AddRound(frame);
        }

        at = at + 1 < frames.Length ? at + 1 : Length;
        return frame;
    }

    private void AddRound(byte[] frame)
    {
        int digit = lastDigitOfThousands;
        for (; frame[digit] == '9'; digit--)
        {
            frame[digit] = (byte)'0';
        }

        frame[digit]++;
    }
}
