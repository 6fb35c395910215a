namespace Spectacles.Gateway.Tests.Transport;

/// <summary>Codes of dynamic blocks that zlib accepts, but does not write.</summary>
public sealed class GatewayInflaterCodesTests
{
    private static readonly byte[] Order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private readonly DeflateWriter wire = new();

    public GatewayInflaterCodesTests() => wire.WriteHeader(0x78, 0x9C);

    [Fact]
    public void Run_of_lengths_may_begin_among_the_literals_and_end_among_the_distances()
    {
        byte[] lengths = new byte[259 + 4];
        foreach (int symbol in new[] { 'a', 256, 257, 258, 259, 260, 261, 262 })
        {
            lengths[symbol] = 2;
        }

        WriteHead(lengths, literals: 259);
        wire.WriteCode(0b00, 2);
        wire.WriteCode(0b10, 2);
        wire.WriteCode(0b00, 2);
        wire.WriteCode(0b01, 2);

        AssertInflated("aaaa"u8.ToArray());
    }

    /// <summary>
    /// Two literals and a match take 66 bits, more than are read together. The stream continues, so that the fast loop is used.
    /// </summary>
    [Fact]
    public void Matches_with_the_longest_codes_after_long_literals_are_complete()
    {
        byte[] history = new byte[30_000];
        new Random(1).NextBytes(history);
        wire.WriteStored(history, history.Length ^ 0xFFFF);
        byte[] lengths = new byte[285 + 30];
        for (int length = 1; length <= 15; length++)
        {
            lengths[length == 14 ? 256 : length == 15 ? 283 : 'a' + length] = (byte)length;
            lengths[285 + (length == 15 ? 28 : length)] = (byte)length;
        }

        lengths[284] = lengths[^1] = 15;
        WriteHead(lengths, literals: 285);
        var expected = history.ToList();
        for (int match = 0; match < 200; match++)
        {
            for (int literal = match & 3; literal > 0; literal--)
            {
                wire.WriteCode(0b111111110, 9);
                expected.Add('a' + 9);
            }

            int extra = match * 37 % 5000;
            wire.WriteCode(0x7FFF, 15);
            wire.Write((uint)match % 31, 5);
            wire.WriteCode(0x7FFF, 15);
            wire.Write((uint)extra, 13);
            for (int length = 227 + (match % 31); length > 0; length--)
            {
                expected.Add(expected[^(24_577 + extra)]);
            }
        }

        wire.WriteCode(0b11111111111110, 14);

        AssertInflated([.. expected]);
    }

    [Fact]
    public void Code_with_more_codes_of_a_length_than_exist_is_an_error()
    {
        byte[] lengths = new byte[286 + 30];
        lengths.AsSpan().Fill(1);
        WriteHead(lengths, literals: 286);
        byte[] stream = wire.ToArray();

        Assert.Equal("A Huffman code is oversubscribed.", Inflation.OfGatewayInflater(stream, null).Error);
        Assert.Null(Inflation.Difference(stream, 1));
    }

    /// <summary>The head of a block. Lengths are repeated where possible, also from the last literal to the first distance.</summary>
    private void WriteHead(ReadOnlySpan<byte> lengths, int literals)
    {
        wire.Write(2 << 1, 3);
        wire.Write((uint)literals - 257, 5);
        wire.Write((uint)(lengths.Length - literals) - 1, 5);
        wire.Write(15, 4);
        foreach (byte symbol in Order)
        {
            wire.Write(symbol < 13 ? 4u : 5u, 3);
        }

        for (int i = 0; i < lengths.Length;)
        {
            int run = lengths[i..].IndexOfAnyExcept(lengths[i]) is var other and >= 0 ? other : lengths.Length - i;
            if (i > 0 && lengths[i - 1] == lengths[i] && run >= 3)
            {
                run = Math.Min(run, 6);
                WriteLength(16);
                wire.Write((uint)run - 3, 2);
                i += run;
            }
            else
            {
                WriteLength(lengths[i++]);
            }
        }
    }

    private void WriteLength(int symbol) => wire.WriteCode(symbol < 13 ? symbol : symbol + 13, symbol < 13 ? 4 : 5);

    private void AssertInflated(byte[] expected)
    {
        wire.WriteStored([], 0xFFFF);
        byte[] stream = wire.ToArray();

        Assert.Equal(expected, Inflation.OfDeflateStream(stream).Output);
        for (int seed = 0; seed < 20; seed++)
        {
            Assert.Null(Inflation.Difference(stream, seed));
        }
    }
}
