using System.Globalization;

namespace Spectacles.Gateway.Tests.Transport;

/// <summary>Streams of any kind, whole and in pieces, beside zlib. docs/decisions/0013 has how many were tried once.</summary>
public sealed class GatewayInflaterPropertyTests
{
    /// <summary>How many streams; more than in every run of the tests, for a night.</summary>
    internal const string StreamsVariable = "SPECTACLES_INFLATER_STREAMS";

    private static readonly string[] Errors =
    [
        "A block has more literals, lengths or distances than there are.",
        "A block has no code for its end.",
        "A block is of no known type.",
        "A distance has a code that means nothing.",
        "A Huffman code has more codes than fit.",
        "A Huffman code is incomplete.",
        "A length is repeated more often than there are lengths, or before there is one.",
        "A literal or length has a code that means nothing.",
        "A match refers to what was never written.",
        "The length of a stored block is not valid.",
        "The code for code lengths is incomplete, or has more codes than fit.",
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
