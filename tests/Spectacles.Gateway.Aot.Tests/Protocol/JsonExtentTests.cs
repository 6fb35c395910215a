using System.Text;
using System.Text.Json;
using CsCheck;
using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway.Tests.Protocol;

/// <summary>The end of a value, found by quotes and brackets, is the end that System.Text.Json's reader finds.</summary>
public sealed class JsonExtentTests
{
    // What makes a scan over quotes and brackets go wrong, in strings that cross the blocks of 64 bytes at every place.
    private static readonly Gen<string> Text = Gen.OneOf("\\\\", "\\\"", "\\\\\\\"", "{", "}", "[", "]", "\\u005c", "a", ",", ":", "é", "\\n", "0123456789abcdef")
        .List[0, 20].Select(parts => $"\"{string.Concat(parts)}\"");

    private static readonly Gen<string> Leaf = Gen.OneOf(Text, Gen.OneOf("0", "-1.5e+10", "12345678901234567890", "true", "false", "null", "{}", "[]", "\"\""));

    private static readonly Gen<string> Value = Gen.Recursive<string>((depth, inner) => depth > 5 ? Leaf : Gen.OneOf(
        Leaf,
        Gen.Select(inner.List[0, 5], Gen.OneOf("", " ", "\n\t"), (items, space) => $"[{space}{string.Join($"{space},", items)}{space}]"),
        Gen.Select(Gen.Select(Text, inner).List[0, 5], Gen.OneOf("", " "), (items, space) => $"{{{string.Join(",", items.Select(item => $"{space}{item.Item1}{space}:{item.Item2}"))}{space}}}")));

    [Fact]
    public void A_random_value_ends_where_the_reader_says() => Gen.Select(Value, Gen.Int[0, 130]).Sample((value, offset) =>
    {
        byte[] json = Encoding.UTF8.GetBytes(new string(' ', offset) + value + ",\"}]");
        return JsonExtent.EndOf(json, offset) == offset + Encoding.UTF8.GetByteCount(value) && JsonExtent.EndOf(json, offset) == ReaderEnd(json);
    }, iter: 20_000);

    [Fact]
    public void A_cut_value_is_an_error() => Gen.Select(Value, Gen.Double[0, 1]).Where(sample => sample.Item1[0] is '{' or '[' or '"').Sample((value, share) =>
    {
        byte[] json = Encoding.UTF8.GetBytes(value);
        return EndOrNull(json.AsSpan(0, (int)(json.Length * share) % json.Length)) is null;
    }, iter: 20_000);

    [Fact]
    public void A_mutated_value_is_an_error_or_has_an_end_and_the_readers_end_where_it_is_json() =>
        Gen.Select(Value, Gen.Int[0, 10_000], Gen.OneOf(Gen.OneOf((byte)'"', (byte)'\\', (byte)'{', (byte)'}', (byte)'[', (byte)']'), Gen.Byte)).Sample((value, place, mutation) =>
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
    public void What_has_no_end_is_an_error(string json) => Assert.Throws<JsonException>(() => JsonExtent.EndOf(Encoding.UTF8.GetBytes(json), 0));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(128)]
    [InlineData(129)]
    public void A_run_of_backslashes_hides_a_quote_when_it_is_odd(int length)
    {
        string run = new('\\', length);
        for (int offset = 0; offset < 70; offset++)
        {
            string json = $"[\"{new string('a', offset)}{run}\"{(length % 2 == 1 ? "\"" : "")}]";
            Assert.Equal(json.Length, JsonExtent.EndOf(Encoding.UTF8.GetBytes(json + "]]"), 0));
        }
    }

    [Fact]
    public void Nesting_ends_where_the_readers_does()
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
