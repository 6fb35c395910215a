using System.Text;
using System.Text.Json;
using CsCheck;

namespace Spectacles.Gateway.Tests.Protocol;

/// <summary>The end of a value, found by quotes and brackets, is the end that System.Text.Json's reader finds.</summary>
public sealed class JsonExtentTests
{
    [Fact]
    public void Random_value_ends_where_the_JSON_reader_ends() => Gen.Select(RandomJson.Value, Gen.Int[0, 130]).Sample((value, offset) =>
    {
        byte[] json = Encoding.UTF8.GetBytes(new string(' ', offset) + value + ",\"}]");
        return JsonExtent.EndOf(json, offset) == offset + Encoding.UTF8.GetByteCount(value)
            && JsonExtent.EndOf(json, offset) == ReaderEnd(json);
    }, iter: 20_000);

    [Fact]
    public void Truncated_value_is_an_error() => Gen
        .Select(RandomJson.Value, Gen.Double[0, 1])
        .Where(sample => sample.Item1[0] is '{' or '[' or '"')
        .Sample((value, share) =>
    {
        byte[] json = Encoding.UTF8.GetBytes(value);
        return EndOrNull(json.AsSpan(0, (int)(json.Length * share) % json.Length)) is null;
    }, iter: 20_000);

    [Fact]
    public void Mutated_value_is_an_error_or_ends_where_the_JSON_reader_ends() =>
        Gen
            .Select(
                RandomJson.Value,
                Gen.Int[0, 10_000],
                Gen.OneOf(Gen.OneOf((byte)'"', (byte)'\\', (byte)'{', (byte)'}', (byte)'[', (byte)']'), Gen.Byte))
            .Sample((value, place, mutation) =>
        {
            byte[] json = Encoding.UTF8.GetBytes(value);
            json[place % json.Length] = mutation;
            int? end = EndOrNull(json);
            try
            {
                return end == ReaderEnd(json);
            }
            catch (JsonException)
            {
                return end is null || (end > 0 && end <= json.Length);
            }
        }, iter: 50_000);

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("}")]
    [InlineData("nul")]
    [InlineData("\"abc")]
    [InlineData("\"abc\\")]
    [InlineData("\"abc\\\"")]
    [InlineData("{\"a\":1]")]
    [InlineData("[1}")]
    public void Value_without_an_end_is_an_error(string json) =>
        Assert.Throws<JsonException>(() => JsonExtent.EndOf(Encoding.UTF8.GetBytes(json), 0));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(128)]
    [InlineData(129)]
    public void Odd_run_of_backslashes_escapes_a_quote(int length)
    {
        string run = new('\\', length);
        for (int offset = 0; offset < 70; offset++)
        {
            string json = $"[\"{new string('a', offset)}{run}\"{(length % 2 == 1 ? "\"" : "")}]";
            Assert.Equal(json.Length, JsonExtent.EndOf(Encoding.UTF8.GetBytes(json + "]]"), 0));
        }
    }

    [Fact]
    public void Nesting_depth_has_the_limit_of_the_JSON_reader()
    {
        Assert.Equal(128, JsonExtent.EndOf(Nested(64), 0));
        Assert.Equal(128, ReaderEnd(Nested(64)));
        Assert.Throws<JsonException>(() => JsonExtent.EndOf(Nested(65), 0));
        Assert.ThrowsAny<JsonException>(() => ReaderEnd(Nested(65)));
    }

    private static byte[] Nested(int depth) => Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth));

    private static int? EndOrNull(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonExtent.EndOf(json, JsonExtent.SkipWhiteSpace(json, 0));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static int ReaderEnd(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        reader.Skip();
        return (int)reader.BytesConsumed;
    }
}
