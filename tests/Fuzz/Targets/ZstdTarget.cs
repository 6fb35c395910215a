using Fuzz.Engine;
using Fuzz.Memory;
using Spectacles.Gateway;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Fuzz.Targets;

/// <summary>
/// Compares the inflater of zstd-stream, with the input split at random, with the stream of ZstdSharp over the whole input.
/// </summary>
internal sealed class ZstdTarget : IFuzzTarget
{
    private const int Limit = 4 * 1024 * 1024;

    // Of a frame's descriptor: Frame_Content_Size_flag and Single_Segment_flag (RFC 8878, section 3.1.1.1.1).
    private const int LengthBits = 0b1110_0000;

    private readonly GuardedBytes guarded = new();
    private readonly byte[] buffer = new byte[64 * 1024];

    private static ReadOnlySpan<byte> Magic => [0x28, 0xB5, 0x2F, 0xFD];

    public string Name => "zstd";

    public bool IsJson => false;

    public IReadOnlyList<byte[]> Tokens { get; } =
    [
        [0x28, 0xB5, 0x2F, 0xFD], [0x50, 0x2A, 0x4D, 0x18, 4, 0, 0, 0], [1, 0, 0], [0, 0, 0], [3, 0, 0], [0x28, 0xB5, 0x2F, 0xFD, 0, 0x58],
        [0x37, 0xA4, 0x30, 0xEC],
    ];

    public IEnumerable<byte[]> Samples => Enumerable.Range(0, 200).Select(seed => Generate(new Random(seed)));

    public byte[] Generate(Random random)
    {
        using var wire = new MemoryStream();
        using (var zstd = new CompressionStream(wire, random.Next(1, 10), leaveOpen: true))
        {
            zstd.SetParameter(ZSTD_cParameter.ZSTD_c_windowLog, random.Next(10, 24));
            zstd.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, random.Next(2));
            for (int messages = random.Next(1, 6); messages > 0; messages--)
            {
                byte[] message = JsonSamples.Payloads[random.Next(JsonSamples.Payloads.Length)];
                zstd.Write(message.AsSpan(0, random.Next(message.Length)));
                zstd.Flush();
            }
        }

        return random.Next(2) == 0 ? wire.ToArray() : wire.ToArray()[..(int)(wire.Length - random.Next(1, 4))];
    }

    public string Run(byte[] input)
    {
        int hash = InputHash.Of(input);
        int limit = hash % 4 == 0 ? 1 + ((hash / 4) % 5000) : Limit;
        var reference = Reference(input);
        var whole = Inflate(input, limit, null);
        var pieces = Inflate(input, limit, new Random(hash));
        if (reference.Output.Length > Limit || whole.IsTooLarge || pieces.IsTooLarge)
        {
            OracleException.ThrowUnless(
                reference.Error is not null || reference.Output.Length > Math.Min(limit * 16L, Limit),
                $"A message of {reference.Output.Length} bytes was rejected as too large, with a limit of {limit}.");
            return $"too large, then {whole.Error ?? "waits"}";
        }

        if ((whole.Error is null != pieces.Error is null || whole.Error is null != reference.Error is null) && DeclaresItsLength(input))
        {
            return "a frame that is shorter than it declares";
        }

        OracleException.ThrowUnless(
            whole.Error is null == pieces.Error is null,
            $"In one piece it ends with '{whole.Error ?? "no error"}', in pieces with '{pieces.Error ?? "no error"}'.");
        OracleException.ThrowUnless(
            whole.Error is null == reference.Error is null,
            $"It ends with '{whole.Error ?? "no error"}', zstd with '{reference.Error ?? "no error"}'.");
        whole.ThrowUnlessPartOf(reference.Output);
        pieces.ThrowUnlessPartOf(reference.Output);
        OracleException.ThrowUnless(
            whole.Error is not null || (whole.Length == reference.Output.Length && pieces.Length == reference.Output.Length),
            $"The library returns {whole.Length} bytes in one piece, {pieces.Length} in pieces, and zstd {reference.Output.Length}.");
        return whole.Error
            ?? $"{InputSize.Of(reference.Output.Length)} bytes, {(reference.Output.Length > limit ? "not all kept" : "kept")}";
    }

    /// <summary>
    /// Whether a frame declares the length of its content. If the buffers are large enough, zstd decodes such a frame in one step and
    /// verifies the length. In several steps it does not if the last block is empty. Discord's frames do not declare it.
    /// </summary>
    private static bool DeclaresItsLength(ReadOnlySpan<byte> input)
    {
        for (int found; (found = input.IndexOf(Magic)) >= 0; input = input[(found + 1)..])
        {
            if (input.Length > found + Magic.Length && (input[found + Magic.Length] & LengthBits) != 0)
            {
                return true;
            }
        }

        return false;
    }

    private Inflation Inflate(byte[] stream, int limit, Random? random)
    {
        using var inflater = TransportCompression.ZstdStream.NewInflater(limit);
        return Inflation.Of(inflater, guarded, stream, limit, random);
    }

    private (byte[] Output, string? Error) Reference(byte[] stream)
    {
        using var zstd = new DecompressionStream(new MemoryStream(stream), checkEndOfStream: false, leaveOpen: false);
        zstd.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, 23);
        using var output = new MemoryStream();
        try
        {
            for (int count; output.Length <= Limit && (count = zstd.Read(buffer, 0, buffer.Length)) > 0;)
            {
                output.Write(buffer, 0, count);
            }

            return (output.ToArray(), null);
        }
        catch (ZstdException e)
        {
            return (output.ToArray(), e.Message);
        }
    }
}
