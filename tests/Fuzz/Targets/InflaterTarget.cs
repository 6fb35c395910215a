using System.IO.Compression;
using Fuzz.Engine;
using Fuzz.Memory;
using Spectacles.Gateway;
using Spectacles.Gateway.Tests.Transport;

namespace Fuzz.Targets;

/// <summary>Compares GatewayInflater with zlib: the same output and the same errors, however the stream is split into frames.</summary>
internal sealed class InflaterTarget : IFuzzTarget
{
    private const int Limit = 4 * 1024 * 1024;
    private const int HeaderLength = 2;
    private static readonly byte[][] Tails = [new byte[512], [.. Enumerable.Repeat((byte)0xFF, 512)]];

    private readonly GuardedBytes guarded = new();
    private readonly byte[] buffer = new byte[64 * 1024];

    public string Name => "inflater";

    public bool IsJson => false;

    public IReadOnlyList<byte[]> Tokens { get; } =
    [
        [0, 0, 0xFF, 0xFF], [0x78, 0x9C], [0, 0, 0, 0xFF, 0xFF], [0xFF, 0xFF, 0, 0], [5, 0xC0], [3, 0],
    ];

    public IEnumerable<byte[]> Samples =>
        Enumerable.Range(0, 300).Select(seed => Generate(new Random(seed))).Concat(JsonSamples.Payloads.Take(40).Select(Compress));

    public byte[] Generate(Random random)
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
        var whole = Inflate(input, limit, null);
        var pieces = Inflate(input, limit, new Random(hash));
        if (zlib.Output.Length > Limit || whole.IsTooLarge || pieces.IsTooLarge)
        {
            OracleException.ThrowUnless(
                zlib.Error is not null || zlib.Output.Length > Math.Min(limit * 16L, Limit),
                $"A message of {zlib.Output.Length} bytes was rejected as too large, with a limit of {limit}.");
            return $"too large, then {whole.Error ?? "waits"}";
        }

        OracleException.ThrowUnless(
            whole.Error is null == pieces.Error is null,
            $"In one piece it ends with '{whole.Error ?? "no error"}', in pieces with '{pieces.Error ?? "no error"}'.");
        whole.ThrowUnlessPartOf(zlib.Output);
        pieces.ThrowUnlessPartOf(zlib.Output);
        if (whole.Error is null)
        {
            OracleException.ThrowUnless(zlib.Error is null, $"The library accepts a stream that zlib rejects with '{zlib.Error}'.");
            OracleException.ThrowUnless(
                whole.Length == zlib.Output.Length && pieces.Length == zlib.Output.Length,
                $"The library returns {whole.Length} bytes in one piece, {pieces.Length} in pieces, and zlib {zlib.Output.Length}.");
            return $"{InputSize.Of(zlib.Output.Length)} bytes, {(zlib.Output.Length > limit ? "not all kept" : "kept")}";
        }

        OracleException.ThrowUnless(
            zlib.Error is not null || !HasHeader(input) || FailsLater(input) || HasTrailingBytes(input, zlib),
            $"The library rejects a stream with '{whole.Error}' that zlib accepts.");
        return whole.Error;
    }

    private Inflation Inflate(byte[] stream, int limit, Random? random)
    {
        using var inflater = new GatewayInflater(limit);
        return Inflation.Of(inflater, guarded, stream, limit, random);
    }

    /// <summary>Inflates without the checksum at the end, which the library does not verify.</summary>
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

    // Zlib may wait for more input although the library has already found an error.
    private bool FailsLater(byte[] stream) => Tails.Any(tail => Zlib([.. stream, .. tail]).Error is not null);

    // Bytes after the end of a stream are an error for the gateway. Zlib ignores them.
    private bool HasTrailingBytes(byte[] stream, (byte[] Output, string? Error) zlib) =>
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
