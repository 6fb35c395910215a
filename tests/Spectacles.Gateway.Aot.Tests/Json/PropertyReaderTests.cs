using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Tests.Json;

public sealed class PropertyReaderTests
{
    private const string NotJson = "JsonException";
    private const string NotText = "InvalidOperationException";

    /// <summary>The last token is that of the reader when no property is left.</summary>
    [Theory]
    [InlineData("{}", "", JsonTokenType.EndObject)]
    [InlineData("""{"a":1}""", "a=1 ", JsonTokenType.EndObject)]
    [InlineData(""" { "a" : 1 , "b" : "x" } """, "a=1 b=x ", JsonTokenType.EndObject)]
    [InlineData("""{"a":1,"a":2}""", "a=1 a=2 ", JsonTokenType.EndObject)]
    [InlineData("""{"\u0061":1,"\u0062\/":2}""", "a=1 b/=2 ", JsonTokenType.EndObject)]
    [InlineData("""{"x":{"a":1,"y":[{"a":2}]},"a":3}""", "x={ a=3 ", JsonTokenType.EndObject)]
    [InlineData("""{"x":[1,[2],{"a":4}],"a":3}""", "x=[ a=3 ", JsonTokenType.EndObject)]
    [InlineData("""{"":null,"a":true}""", "=null a=true ", JsonTokenType.EndObject)]
    [InlineData("""["a",1]""", "", JsonTokenType.String)]
    [InlineData("[]", "", JsonTokenType.EndArray)]
    [InlineData("7", "", JsonTokenType.Number)]
    [InlineData("null", "", JsonTokenType.Null)]
    [InlineData("""{"a":1,}""", "a=1 " + NotJson, null)]
    [InlineData("""{"a":"x" """, "a=x " + NotJson, null)]
    [InlineData("""{"a":1""", NotJson, null)]
    [InlineData("""{"a":""", NotJson, null)]
    [InlineData("""{"a""", NotJson, null)]
    [InlineData("""{"a":1 "b":2}""", "a=1 " + NotJson, null)]
    [InlineData("""{"a":1,/**/"b":2}""", "a=1 " + NotJson, null)]
    [InlineData("""{"x":{"a":1],"b":2}""", "x={ " + NotJson, null)]
    [InlineData("""{"a":1,"\ud800":2}""", "a=1 " + NotText, null)]
    public void Every_property_is_read_once_in_its_order(string json, string expected, JsonTokenType? last)
    {
        var read = new StringBuilder();
        JsonTokenType? token = null;
        try
        {
            var reader = Start(json);
            var properties = new PropertyReader();
            while (properties.Next(ref reader))
            {
                string name = properties.ReadName(ref reader);
                read.Append(name).Append('=').Append(Encoding.UTF8.GetString(reader.ValueSpan)).Append(' ');
            }

            token = reader.TokenType;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            read.Append(e is JsonException ? NotJson : NotText);
        }

        Assert.Equal((expected, last), (read.ToString(), token));
    }

    [Theory]
    [InlineData("""{"a":1,"b":2,"c":3}""", "b=2 c=3 ")]
    [InlineData("""{"\u0062":2,"c":3}""", "b=2 c=3 ")]
    [InlineData("""{"c":3,"b":2,"c":4}""", "c=3 b=2 c=4 ")]
    [InlineData("""{"a":{"b":1},"b":"c","x":["c"],"c":"b"}""", "b=c c=b ")]
    [InlineData("""{"B":1,"bb":2,"":3}""", "")]
    public void Value_is_read_only_for_a_name_that_was_asked_for(string json, string expected)
    {
        var read = new StringBuilder();
        var reader = Start(json);
        var properties = new PropertyReader();
        while (properties.Next(ref reader))
        {
            // Not an "else": a value that has been reached is not taken for a name.
            Append(properties.TryMoveTo(ref reader, "b"u8), "b", reader);
            Append(properties.TryMoveTo(ref reader, "c"u8), "c", reader);
        }

        Assert.Equal((expected, JsonTokenType.EndObject), (read.ToString(), reader.TokenType));

        void Append(bool isFound, string name, in Utf8JsonReader at) =>
            read.Append(isFound ? $"{name}={Encoding.UTF8.GetString(at.ValueSpan)} " : "");
    }

    [Theory]
    [InlineData("""{"a":1,"b":2,"b":3}""", "2")]
    [InlineData("""{"a":{"b":1},"\u0062":[2],"b":3}""", "[")]
    [InlineData("""{"a":{"b":1}}""", null)]
    [InlineData("""["b",2]""", null)]
    [InlineData("""{"b":2,nonsense""", "2")]
    public void First_property_of_a_name_is_found(string json, string? expected)
    {
        var reader = Start(json);

        Assert.Equal(expected is not null, PropertyReader.TryFind(ref reader, "b"u8));
        if (expected is not null)
        {
            Assert.Equal(expected, Encoding.UTF8.GetString(reader.ValueSpan));
        }
    }

    [Fact]
    public void Nested_object_is_read_by_a_reader_of_its_own()
    {
        var reader = Start("""{"a":{"b":1,"x":[2]},"c":{"b":3},"b":4}""");
        var read = new List<int>();
        var properties = new PropertyReader();
        while (properties.Next(ref reader))
        {
            if (properties.TryMoveTo(ref reader, "a"u8))
            {
                var nested = new PropertyReader();
                while (nested.Next(ref reader))
                {
                    if (nested.TryMoveTo(ref reader, "b"u8))
                    {
                        read.Add(reader.GetInt32());
                    }
                }
            }
            else if (properties.TryMoveTo(ref reader, "b"u8))
            {
                read.Add(reader.GetInt32());
            }
        }

        Assert.Equal([1, 4], read);
    }

    [Theory]
    [InlineData("""{"a":1,"b":"x""", "a=1 ")]
    [InlineData("""{"a":1,"x":[1,{"b":2}""", "a=1 ")]
    [InlineData("""{"a":1,"b""", "a=1 ")]
    [InlineData("""{"a":1,"b":""", "a=1 ")]
    [InlineData("""{"a":1""", "")]
    [InlineData("""{"a":1,"b":2,""", "a=1 b=2 ")]
    [InlineData("{", "")]
    public void Incomplete_text_ends_before_its_first_incomplete_value(string beginning, string expected)
    {
        var read = new StringBuilder();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(beginning), isFinalBlock: false, default);
        reader.Read();
        var properties = new PropertyReader();
        while (properties.Next(ref reader))
        {
            if (properties.TryMoveTo(ref reader, "a"u8))
            {
                read.Append("a=").Append(reader.GetInt32()).Append(' ');
            }
            else if (properties.TryMoveTo(ref reader, "b"u8))
            {
                read.Append("b=").Append(reader.GetInt32()).Append(' ');
            }
        }

        Assert.Equal(expected, read.ToString());
    }

    private static Utf8JsonReader Start(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        return reader;
    }
}
