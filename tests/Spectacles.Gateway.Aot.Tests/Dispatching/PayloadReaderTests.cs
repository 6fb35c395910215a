using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Tests.Dispatching;

/// <summary>The reader of models accepts what the reader of System.Text.Json accepts, means the same by it, and refuses the rest.</summary>
public sealed class PayloadReaderTests
{
    private static readonly Gen<byte> Mutation = Gen.OneOf(Gen.OneOf([.. "\"\\{}[],:-+.eE0nt\n"u8]), Gen.Byte);

    [Fact]
    public void Random_value_is_read_as_by_System_Text_Json() =>
        RandomJson.Value.Sample(value => Assert.Equal(ByTokens(InList(value)), ByPayload(InList(value))), iter: 10_000);

    [Fact]
    public void Mutated_value_is_rejected_when_System_Text_Json_rejects_it() => Gen
        .Select(RandomJson.Value, Gen.Int[0, 10_000], Mutation)
        .Sample((value, place, mutation) =>
    {
        byte[] json = InList(value);
        json[1 + (place % (json.Length - 1))] = mutation;
        Assert.Equal(ByTokens(json), ByPayload(json));
    }, iter: 50_000);

    [Fact]
    public void Truncated_value_is_rejected() => Gen.Select(RandomJson.Value, Gen.Double[0, 1]).Sample((value, share) =>
    {
        byte[] json = InList(value);
        Assert.Null(ByPayload(json.AsSpan(0, (int)(json.Length * share) % json.Length)));
    }, iter: 10_000);

    [Fact]
    public void Nesting_depth_is_limited()
    {
        Assert.NotNull(ByPayload(Nested(64)));
        Assert.Null(ByPayload(Nested(65)));
        Assert.NotNull(ByTokens(Nested(64)));
        Assert.Null(ByTokens(Nested(65)));
    }

    private static byte[] Nested(int depth) => Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth));

    private static byte[] InList(string value) => Encoding.UTF8.GetBytes($"[{value}]");

    /// <summary>Every value in the order of the text, or null for a text that is refused.</summary>
    private static string? ByPayload(ReadOnlySpan<byte> json)
    {
        var seen = new StringBuilder();
        var reader = new PayloadReader(json, 0, StrictFields.Instance);
        try
        {
            Read(ref reader, seen);
            return seen.ToString();
        }
        catch (Exception exception) when (ModelPath.IsMismatch(exception))
        {
            return null;
        }
    }

    private static void Read(ref PayloadReader reader, StringBuilder seen)
    {
        switch (reader.First)
        {
            case (byte)'{':
                reader.StartObject();
                seen.Append('{');
                while (reader.NextField(out var name))
                {
                    seen.Append(Encoding.UTF8.GetString(name)).Append(':');
                    Read(ref reader, seen);
                }

                seen.Append('}');
                break;
            case (byte)'[':
                seen.Append('[');
                for (bool more = reader.StartList(); more; more = reader.NextElement())
                {
                    Read(ref reader, seen);
                }

                seen.Append(']');
                break;
            case (byte)'"':
                seen.Append(reader.ReadString()).Append(' ');
                break;
            case (byte)'t' or (byte)'f':
                seen.Append(reader.ReadBoolean()).Append(' ');
                break;
            case (byte)'n':
                seen.Append(reader.TryReadNull() ? "null " : "");
                break;
            default:
                seen.Append(reader.ReadDouble().ToString(CultureInfo.InvariantCulture)).Append(' ');
                break;
        }
    }

    private static string? ByTokens(ReadOnlySpan<byte> json)
    {
        var seen = new StringBuilder();
        var reader = new Utf8JsonReader(json);
        try
        {
            do
            {
                reader.Read();
                Append(ref reader, seen);
            }
            while (reader.CurrentDepth > 0 || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray);

            return seen.ToString();
        }
        catch (Exception exception) when (ModelPath.IsMismatch(exception))
        {
            return null;
        }
    }

    private static void Append(ref Utf8JsonReader reader, StringBuilder seen) => seen.Append(reader.TokenType switch
    {
        JsonTokenType.StartObject => "{",
        JsonTokenType.EndObject => "}",
        JsonTokenType.StartArray => "[",
        JsonTokenType.EndArray => "]",
        // Names are compared as bytes: one that is not UTF-8 is just a name that nobody knows.
        JsonTokenType.PropertyName => Encoding.UTF8.GetString(NameOf(ref reader)) + ":",
        JsonTokenType.String => reader.GetString() + " ",
        JsonTokenType.Number => FiniteDouble(ref reader).ToString(CultureInfo.InvariantCulture) + " ",
        JsonTokenType.True or JsonTokenType.False => (reader.TokenType == JsonTokenType.True) + " ",
        JsonTokenType.Null => "null ",
        _ => throw new JsonException(),
    });

    private static ReadOnlySpan<byte> NameOf(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan;
        }

        byte[] name = new byte[reader.ValueSpan.Length];
        return name.AsSpan(0, reader.CopyString(name));
    }

    private static double FiniteDouble(ref Utf8JsonReader reader) =>
        reader.GetDouble() is var number && double.IsFinite(number) ? number : throw new JsonException();
}
