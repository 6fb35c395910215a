using System.IO.Compression;
using Fuzz.Engine;
using Fuzz.Memory;
using Spectacles.Gateway;
using Spectacles.Gateway.Tests.Transport;

namespace Fuzz.Targets;

/// <summary>GatewayInflater against zlib: the same output and the same refusals, whatever frames the stream is cut into.</summary>
internal sealed class InflaterTarget : IFuzzTarget
{
    private const int Limit = 4 * 1024 * 1024;
    private const int HeaderLength = 2;
    private static readonly byte[][] Tails = [new byte[512], [.. Enumerable.Repeat((byte)0xFF, 512)]];

    private readonly GuardedBytes guarded = new();
    private readonly byte[] buffer = new byte[64 * 1024];

    public string Name => "inflater";

    public bool IsJson => false;

    public IReadOnlyList<byte[]> Words { get; } =
    [
        [0, 0, 0xFF, 0xFF], [0x78, 0x9C], [0, 0, 0, 0xFF, 0xFF], [0xFF, 0xFF, 0, 0], [5, 0xC0], [3, 0],
    ];

    public IEnumerable<byte[]> Samples =>
        Enumerable.Range(0, 300).Select(seed => Make(new Random(seed))).Concat(JsonSamples.Payloads.Take(40).Select(Compress));

    public byte[] Make(Random random)
    {
        var samples = new DeflateSamples(random.Next());
        int largest = random.Next(16) == 0 ? 9000 : 700;
        return random.Next(5) switch
        {
            0 or 1 => samples.Compressed(largest),
            2 => samples.Damaged(largest),
            3 => samples.Far(),
            _ => samples.Forged(),
        };
    }

    public string Run(byte[] input)
    {
        int hash = InputHash.Of(input);
        int limit = hash % 4 == 0 ? 1 + ((hash / 4) % 5000) : Limit;
        var zlib = Zlib(input);
        var whole = Ours(input, limit, null);
        var pieces = Ours(input, limit, new Random(hash));
        if (zlib.Output.Length > Limit || whole.IsEndless || pieces.IsEndless)
        {
            FuzzFault.Unless(
                zlib.Error is not null || zlib.Output.Length > Math.Min(limit * 16L, Limit),
                $"It calls a message of {zlib.Output.Length} bytes endless, with a limit of {limit}.");
            return $"endless, then {whole.Error ?? "waits"}";
        }

        FuzzFault.Unless(
            whole.Error is null == pieces.Error is null,
            $"In one piece it ends with '{whole.Error ?? "no error"}', in pieces with '{pieces.Error ?? "no error"}'.");
        whole.ThrowUnlessPartOf(zlib.Output);
        pieces.ThrowUnlessPartOf(zlib.Output);
        if (whole.Error is null)
        {
            FuzzFault.Unless(zlib.Error is null, $"It accepts what zlib refuses with '{zlib.Error}'.");
            FuzzFault.Unless(
                whole.Length == zlib.Output.Length && pieces.Length == zlib.Output.Length,
                $"It gives {whole.Length} bytes in one piece, {pieces.Length} in pieces, and zlib {zlib.Output.Length}.");
            return $"{InputSize.Of(zlib.Output.Length)} bytes, {(zlib.Output.Length > limit ? "not all kept" : "kept")}";
        }

        FuzzFault.Unless(
            zlib.Error is not null || !HasHeader(input) || RefusesLater(input) || HasEnded(input, zlib),
            $"It refuses with '{whole.Error}' what zlib accepts.");
        return whole.Error;
    }

    private Inflation Ours(byte[] stream, int limit, Random? random)
    {
        using var inflater = new GatewayInflater(limit);
        return Inflation.Of(inflater, guarded, stream, limit, random);
    }

    /// <summary>Without a checksum at the end, which the library does not compare.</summary>
    private (byte[] Output, string? Error) Zlib(ReadOnlySpan<byte> stream)
    {
        var frames = new FrameStream();
        frames.Feed(stream[Math.Min(HeaderLength, stream.Length)..].ToArray());
        using var deflate = new DeflateStream(frames, CompressionMode.Decompress);
        using var output = new MemoryStream();
        try
        {
            for (int count; output.Length <= Limit && (count = deflate.Read(buffer)) > 0;)
            {
                output.Write(buffer, 0, count);
            }

            return (output.ToArray(), null);
        }
        catch (InvalidDataException e)
        {
            return (output.ToArray(), e.Message);
        }
    }

    // Zlib may wait for more where the library already knows that the stream is wrong.
    private bool RefusesLater(byte[] stream) => Tails.Any(tail => Zlib([.. stream, .. tail]).Error is not null);

    // What follows the end of a stream is an error for a gateway. Zlib does not look at it.
    private bool HasEnded(byte[] stream, (byte[] Output, string? Error) zlib) =>
        Tails.All(tail => Zlib([.. stream, .. tail]).Output.Length == zlib.Output.Length);

    private static bool HasHeader(byte[] stream) =>
        stream.Length < HeaderLength
            || (((stream[0] << 8) | stream[1]) % 31 == 0 && (stream[0] & 15) == 8 && stream[0] >> 4 <= 7 && (stream[1] & 0x20) == 0);

    private static byte[] Compress(byte[] message)
    {
        using var wire = new MemoryStream();
        using var zlib = new ZLibStream(wire, CompressionLevel.Optimal, leaveOpen: true);
        for (int i = 0; i < 3; i++)
        {
            zlib.Write(message.AsSpan(0, message.Length - (i * message.Length / 4)));
            zlib.Flush();
        }

        return wire.ToArray();
    }
}
