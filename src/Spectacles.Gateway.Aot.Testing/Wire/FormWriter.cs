using System.Buffers;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Rewrites gateway messages in unusual but legal forms. The same seed and messages give the same forms.</summary>
internal sealed class FormWriter(int seed)
{
    private static readonly string[] Spaces = ["", "", " ", "\n", "\t", "\r\n  "];

    // Fields of the same names as those of an envelope, of a guild and of a message, which are none here.
    private static readonly string[] UnknownValues =
    [
        "null", "true", "-12.5e-3", "18446744073709551616", "\"\"", "\"\\\"}]\\u0000\"", "[]", "[[{}],null]",
        """{"op":9,"d":false,"s":4000000000,"t":"READY"}""", """{"id":"1","guild_id":"2","content":"unknown","user":{"id":"3"}}""",
    ];

    private readonly Random random = new(seed);
    private ArrayBufferWriter<byte> output = new();
    private UnusualForms forms;
    private string? eventName;

    /// <summary>The message in these forms. What is not a JSON object is returned unchanged. It is valid until the next call.</summary>
    public ReadOnlyMemory<byte> Write(ReadOnlyMemory<byte> message, UnusualForms unusual)
    {
        var envelope = new JsonSlice(message.Span);
        if (!envelope.IsObject || !IsValid(message.Span))
        {
            return message;
        }

        output = new ArrayBufferWriter<byte>(message.Length * 2);
        forms = unusual;
        eventName = envelope["t"u8].AsString();
        WriteSpace();
        WriteObject(message.Span, new JsonPlace("", 0, false));
        WriteSpace();
        return output.WrittenMemory;
    }

    private static bool IsValid(ReadOnlySpan<byte> message)
    {
        try
        {
            Json.Validate(message);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void WriteValue(ReadOnlySpan<byte> value, JsonPlace place)
    {
        switch (value[0])
        {
            case (byte)'{':
                WriteObject(value, place);
                break;
            case (byte)'[':
                WriteArray(value, place);
                break;
            case (byte)'"' when Has(UnusualForms.Escapes):
                TokenForms.WriteEscaped(output, value, random);
                break;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9') when Has(UnusualForms.Numbers):
                TokenForms.WriteNumber(output, value, random);
                break;
            default:
                output.Write(value);
                break;
        }
    }

    private void WriteArray(ReadOnlySpan<byte> array, JsonPlace place)
    {
        output.Write("["u8);
        bool first = true;
        foreach (var element in new JsonSlice(array))
        {
            if (!first)
            {
                output.Write(","u8);
            }

            first = false;
            WriteSpace();
            WriteValue(element.Bytes, place);
            WriteSpace();
        }

        output.Write("]"u8);
    }

    private void WriteObject(ReadOnlySpan<byte> source, JsonPlace place)
    {
        var properties = Read(source, place);
        if (Has(UnusualForms.PropertyOrder))
        {
            random.Shuffle(properties);
        }

        int unknown = Has(UnusualForms.UnknownProperties) && !place.IsMap ? random.Next(properties.Length + 1) : -1;
        output.Write("{"u8);
        bool first = true;
        for (int index = 0; index <= properties.Length; index++)
        {
            if (index == unknown)
            {
                WriteProperty("\"simulated_unknown\""u8, Pick(UnknownValues), ref first);
            }

            if (index < properties.Length)
            {
                var (name, value, inner) = properties[index];
                WriteName(source[name], ref first);
                WriteValue(source[value], inner);
                WriteSpace();
            }
        }

        if (first)
        {
            WriteSpace();
        }

        output.Write("}"u8);
    }

    /// <summary>The properties that are to be written: the ranges of the name with its quotes, and of the value.</summary>
    private (Range Name, Range Value, JsonPlace Place)[] Read(ReadOnlySpan<byte> source, JsonPlace place)
    {
        List<(Range, Range, JsonPlace)> properties = [];
        var reader = new Utf8JsonReader(source);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int nameStart = (int)reader.TokenStartIndex;
            int nameEnd = nameStart + reader.ValueSpan.Length + 2;
            string name = reader.GetString()!;
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            int end = (int)reader.BytesConsumed;
            if (Has(UnusualForms.MissingProperties) && OptionalProperties.Contains(eventName, place, name, source[start..end], random))
            {
                continue;
            }

            properties.Add((nameStart..nameEnd, start..end, place.Inner(name)));
        }

        return [.. properties];
    }

    private void WriteProperty(ReadOnlySpan<byte> name, string value, ref bool first)
    {
        WriteName(name, ref first);
        output.Write(System.Text.Encoding.UTF8.GetBytes(value));
        WriteSpace();
    }

    private void WriteName(ReadOnlySpan<byte> name, ref bool first)
    {
        if (!first)
        {
            output.Write(","u8);
        }

        first = false;
        WriteSpace();
        WriteValue(name, default);
        WriteSpace();
        output.Write(":"u8);
        WriteSpace();
    }

    private void WriteSpace()
    {
        if (Has(UnusualForms.Whitespace))
        {
            foreach (char space in Pick(Spaces))
            {
                output.Write([(byte)space]);
            }
        }
    }

    private string Pick(string[] choices) => choices[random.Next(choices.Length)];

    private bool Has(UnusualForms form) => (forms & form) != 0;
}
