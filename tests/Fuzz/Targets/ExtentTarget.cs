using System.Text.Json;
using Fuzz.Engine;
using Fuzz.Memory;
using Spectacles.Gateway;

namespace Fuzz.Targets;

/// <summary>Compares JsonExtent with Utf8JsonReader: if the reader finds a value, both find the same end.</summary>
internal sealed class ExtentTarget : IFuzzTarget
{
    private readonly GuardedBytes guarded = new();

    public string Name => "extent";

    public bool IsJson => true;

    public IReadOnlyList<byte[]> Tokens => JsonSamples.Tokens;

    public IEnumerable<byte[]> Samples => JsonSamples.Payloads.Where(payload => payload.Length < 8000).Concat(JsonSamples.Tokens);

    public byte[] Generate(Random random) => JsonSamples.Document(JsonSamples.Types[random.Next(JsonSamples.Types.Length)], random);

    public string Run(byte[] input)
    {
        int hash = InputHash.Of(input);
        var json = guarded.Place(input).Span;
        int start = JsonExtent.SkipWhiteSpace(json, 0);
        int? end = EndOf(json, start);
        int? expected = Reader(json);
        OracleException.ThrowUnless(expected is null || end == expected, $"The value ends at {end}, and for the reader at {expected}.");

        // Nested values begin at any index.
        for (int i = 1; i <= 4 && input.Length > 0; i++)
        {
            int at = (int)((hash * (long)i) % input.Length);
            int? inner = EndOf(json, at);
            int? read = JsonExtent.At(json, at) > ' ' ? Reader(json[at..]) : null;
            OracleException.ThrowUnless(
                read is null || inner == at + read, $"The value at {at} ends at {inner}, and for the reader at {at + read}.");
        }

        return (end, expected) switch
        {
            (null, _) => "rejected",
            (_, null) => $"skipped, not validated, {(char)JsonExtent.At(json, start)}",
            _ => $"{(char)JsonExtent.At(json, start)} of {InputSize.Of(end.Value - start)} bytes",
        };
    }

    private static int? EndOf(ReadOnlySpan<byte> json, int start)
    {
        try
        {
            int end = JsonExtent.EndOf(json, start);
            OracleException.ThrowUnless(end > start && end <= json.Length, $"The value at {start} ends at {end} of {json.Length}.");
            return end;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static int? Reader(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { AllowMultipleValues = true });
        try
        {
            if (!reader.Read())
            {
                return null;
            }

            reader.Skip();
            return (int)reader.BytesConsumed;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
