using System.Globalization;

namespace Spectacles.Gateway.Tests.Transport;

/// <summary>Streams of any kind, whole and in pieces, beside zlib. docs/decisions/0013 has how many were tried once.</summary>
public sealed class GatewayInflaterPropertyTests
{
    /// <summary>How many streams; more than in every run of the tests, for a night.</summary>
    internal const string StreamsVariable = "SPECTACLES_INFLATER_STREAMS";

    private static readonly string[] Errors =
    [
        "A block has more literals, lengths or distances than deflate allows.",
        "A block has no end-of-block code.",
        "A block has an unknown type.",
        "A distance has a code that is not valid.",
        "A Huffman code is oversubscribed.",
        "A Huffman code is incomplete.",
        "A length is repeated too often, or before the first length.",
        "A literal or length has a code that is not valid.",
        "A match refers to data before the start of the stream.",
        "The length of a stored block is not valid.",
        "The code for code lengths is incomplete or oversubscribed.",
        "The zlib header is not valid.",
        "The stream continues after its end.",
    ];

    [Fact]
    public void Inflater_accepts_and_rejects_the_same_streams_as_zlib_with_the_same_output()
    {
        int streams = int.Parse(Environment.GetEnvironmentVariable(StreamsVariable) ?? "10000", CultureInfo.InvariantCulture);
        var different = Enumerable.Range(0, streams)
            .Select(seed => (seed, difference: Inflation.Difference(Sample(seed), seed)))
            .Where(one => one.difference is not null);

        Assert.Empty(different.Take(5));
    }

    [Fact]
    public void Random_streams_cause_every_error() =>
        Assert.Superset(
            Errors.ToHashSet(),
            Enumerable.Range(0, 1000).Select(seed => Inflation.OfGatewayInflater(Sample(seed), null).Error ?? "none").ToHashSet());

    private static byte[] Sample(int seed)
    {
        var samples = new DeflateSamples(seed);
        int largest = seed % 64 == 0 ? 60_000 : seed % 16 == 1 ? 9000 : 700;
        return (seed % 9) switch
        {
            0 or 1 => samples.Compressed(largest),
            2 or 3 or 4 => samples.Damaged(largest),
            5 => samples.Far(),
            _ => samples.Forged(),
        };
    }
}
