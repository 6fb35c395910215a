using System.IO.Compression;

namespace Spectacles.Gateway.Tests.Transport;

/// <summary>Zlib streams, well made and badly made, each known by its seed.</summary>
internal sealed class DeflateSamples(int seed)
{
    private static readonly byte[] Order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private readonly Random random = new(seed);
    private readonly DeflateWriter wire = new();

    /// <summary>What zlib makes of messages of many kinds, at any level and by any strategy, flushed or not.</summary>
    /// <param name="largest">The largest message.</param>
    public byte[] Compressed(int largest)
    {
        var options = new ZLibCompressionOptions
        {
            CompressionLevel = random.Next(10),
            CompressionStrategy = (ZLibCompressionStrategy)random.Next(5),
        };
        using var wire = new MemoryStream();
        using (var zlib = new ZLibStream(wire, options, leaveOpen: true))
        {
            for (int messages = random.Next(1, 9); messages > 0; messages--)
            {
                zlib.Write(Plain(random.Next(largest)));
                if (random.Next(4) != 0)
                {
                    zlib.Flush();
                }
            }

            if (random.Next(4) != 0)
            {
                // As a gateway does: the stream never ends.
                zlib.Flush();
                return wire.ToArray();
            }
        }

        return wire.ToArray();
    }

    /// <summary>Some bytes of a well made stream replaced, removed or repeated.</summary>
    public byte[] Damaged(int largest)
    {
        var stream = Compressed(largest).ToList();
        for (int damages = random.Next(1, 4); damages > 0 && stream.Count > 0; damages--)
        {
            int at = random.Next(4) == 0 ? random.Next(Math.Min(stream.Count, 40)) : random.Next(stream.Count);
            switch (random.Next(4))
            {
                case 0:
                    stream[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    stream[at] = (byte)random.Next(256);
                    break;
                case 2:
                    stream.RemoveAt(at);
                    break;
                default:
                    stream.InsertRange(at, stream.GetRange(at, Math.Min(random.Next(1, 20), stream.Count - at)));
                    break;
            }
        }

        return [.. stream];
    }

    /// <summary>Blocks that no compressor makes: codes at random, some of them none, and what follows at random, too.</summary>
    public byte[] Forged()
    {
        wire.WriteHeader((byte)(random.Next(16) == 0 ? random.Next(256) : 0x78), (byte)(random.Next(16) == 0 ? random.Next(256) : 0x9C));
        if (random.Next(3) != 0)
        {
            int length = random.Next(8) == 0 ? 40_000 : random.Next(300);
            wire.WriteStored(Noise(length), random.Next(30) == 0 ? random.Next(65536) : length ^ 0xFFFF);
        }

        for (int blocks = random.Next(1, 5); blocks > 0; blocks--)
        {
            wire.Write((uint)(random.Next(16) == 0 ? 1 : 0), 1);
            switch (random.Next(8))
            {
                case 0:
                    wire.Write((uint)random.Next(4), 2);
                    break;
                case 1:
                    wire.Write(1, 2);
                    break;
                default:
                    wire.Write(2, 2);
                    WriteCodes();
                    break;
            }

            for (int bytes = random.Next(30); bytes > 0; bytes--)
            {
                wire.Write((uint)random.Next(256), 8);
            }
        }

        return wire.ToArray();
    }

    /// <summary>Matches as far back as there can be, from any place of the buffer; now and then farther.</summary>
    public byte[] Far()
    {
        wire.WriteHeader(0x78, 0x9C);
        int output = 0;
        for (int blocks = random.Next(2, 60); blocks > 0; blocks--)
        {
            int length = random.Next(4) == 0 ? random.Next(5000) : random.Next(700);
            wire.WriteStored(Noise(length), length ^ 0xFFFF);
            output += length;
            wire.Write(2, 3);
            for (int matches = random.Next(1, 12); matches > 0; matches--)
            {
                int most = Math.Min(output, 32 * 1024);
                int distance = random.Next(3) == 0 ? most - random.Next(Math.Min(most, 300) + 1) : random.Next(most) + 1;
                int count = random.Next(2) == 0 ? 258 : 3;
                wire.WriteMatch(count, Math.Clamp(random.Next(2000) == 0 ? output + 1 : distance, 1, 32 * 1024));
                output += count;
            }

            wire.Write(0, 7);
        }

        return wire.ToArray();
    }

    private byte[] Plain(int length)
    {
        byte[] plain = new byte[length];
        switch (random.Next(4))
        {
            case 0:
                random.NextBytes(plain);
                break;
            case 1:
                int period = random.Next(1, 40);
                for (int i = 0; i < length; i++)
                {
                    plain[i] = (byte)(i < period ? random.Next(256) : plain[i - period]);
                }

                break;
            default:
                byte[] word = """{"type":0,"id":"1410000000000000000","author":null,"content":"words"}"""u8.ToArray();
                for (int i = 0; i < length; i += word.Length)
                {
                    word[random.Next(word.Length)] = (byte)random.Next('0', 'z');
                    word.AsSpan(0, Math.Min(word.Length, length - i)).CopyTo(plain.AsSpan(i));
                }

                break;
        }

        return plain;
    }

    /// <summary>
    /// The head of a block: lengths of codes that are complete most of the time, as symbols of a code of five bits and fewer.
    /// </summary>
    private void WriteCodes()
    {
        int literals = random.Next(20) == 0 ? random.Next(257, 289) : random.Next(257, 287);
        int distances = random.Next(20) == 0 ? random.Next(1, 33) : random.Next(1, 31);
        byte[] lengths = new byte[literals + distances];
        Deal(lengths.AsSpan(0, literals), must: 256);
        Deal(lengths.AsSpan(literals), must: 0);
        wire.Write((uint)literals - 257, 5);
        wire.Write((uint)distances - 1, 5);
        wire.Write(15, 4);

        // 16 codes of 5 bits for the lengths themselves and three for runs would be too many: 13 of four bits, 6 of five.
        byte[] own = new byte[19];
        for (int i = 0; i < 19; i++)
        {
            own[i] = (byte)(i < 13 ? 4 : 5);
        }

        if (random.Next(20) == 0)
        {
            own[random.Next(19)] = (byte)random.Next(8);
        }

        foreach (byte symbol in Order)
        {
            wire.Write(own[symbol], 3);
        }

        for (int i = 0; i < lengths.Length; i++)
        {
            int run = 1;
            while (i + run < lengths.Length && lengths[i + run] == lengths[i])
            {
                run++;
            }

            if (lengths[i] == 0 && run >= 11 && random.Next(8) != 0)
            {
                run = Math.Min(run, 138) + (random.Next(100) == 0 ? 1 : 0);
                WriteOwn(18);
                wire.Write((uint)run - 11, 7);
                i += run - 1;
            }
            else if (lengths[i] == 0 && run >= 3)
            {
                run = Math.Min(run, 10);
                WriteOwn(17);
                wire.Write((uint)run - 3, 3);
                i += run - 1;
            }
            else if (i > 0 && lengths[i - 1] == lengths[i] && run >= 3)
            {
                run = Math.Min(run, 6);
                WriteOwn(16);
                wire.Write((uint)run - 3, 2);
                i += run - 1;
            }
            else
            {
                WriteOwn(lengths[i]);
            }
        }
    }

    /// <summary>Splits leaves of a tree until there are enough, and deals them out; some trees are then damaged.</summary>
    private void Deal(Span<byte> lengths, int must)
    {
        List<byte> leaves = random.Next(10) == 0 ? [1] : [1, 1];
        for (int splits = random.Next(lengths.Length); splits > 0 && leaves.Count < lengths.Length; splits--)
        {
            int leaf = random.Next(3) == 0 ? leaves.Count - 1 : random.Next(leaves.Count);
            if (leaves[leaf] < 15)
            {
                leaves.Add(++leaves[leaf]);
            }
        }

        if (random.Next(20) == 0)
        {
            leaves[random.Next(leaves.Count)] = (byte)random.Next(16);
        }

        int[] symbols = [.. Enumerable.Range(0, lengths.Length)];
        random.Shuffle(symbols);
        for (int i = 0; i < Math.Min(leaves.Count, symbols.Length); i++)
        {
            lengths[symbols[i]] = leaves[i];
        }

        if (lengths[must] == 0 && random.Next(20) != 0)
        {
            (lengths[must], lengths[symbols[0]]) = (lengths[symbols[0]], lengths[must]);
        }
    }

    /// <summary>A symbol of the canonical code of <see cref="WriteCodes"/>.</summary>
    private void WriteOwn(int symbol) => wire.WriteCode(symbol < 13 ? symbol : 26 + symbol - 13, symbol < 13 ? 4 : 5);

    private byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
