using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>One JSON value as bytes, read on demand.</summary>
/// <remarks>The bytes must have been validated before: a slice does not check them.</remarks>
internal readonly ref struct JsonSlice(ReadOnlySpan<byte> bytes)
{
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public bool IsObject => Bytes is [(byte)'{', ..];

    public bool IsArray => Bytes is [(byte)'[', ..];

    public bool IsNullOrAbsent => Bytes.IsEmpty || Bytes.SequenceEqual("null"u8);

    /// <summary>The value of a property of this object; an empty slice when it is absent or this is not an object.</summary>
    public JsonSlice this[ReadOnlySpan<byte> name]
    {
        get
        {
            if (!IsObject)
            {
                return default;
            }

            var reader = new Utf8JsonReader(Bytes);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool found = reader.ValueTextEquals(name);
                reader.Read();
                int start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (found)
                {
                    return new JsonSlice(Bytes[start..(int)reader.BytesConsumed]);
                }
            }

            return default;
        }
    }

    public bool IsTrue => Bytes.SequenceEqual("true"u8);

    public string? AsString()
    {
        if (Bytes is not [(byte)'"', ..])
        {
            return null;
        }

        var reader = new Utf8JsonReader(Bytes);
        reader.Read();
        return reader.GetString();
    }

    public bool TryGetInt64(out long value)
    {
        value = 0;
        if (Bytes.IsEmpty)
        {
            return false;
        }

        var reader = new Utf8JsonReader(Bytes);
        return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out value);
    }

    /// <summary>An id, which is a string in Discord's JSON but a number in the payloads of some clients.</summary>
    public bool TryGetSnowflake(out ulong value)
    {
        if (Bytes is [(byte)'"', .. var digits, (byte)'"'])
        {
            return ulong.TryParse(digits, out value);
        }

        return ulong.TryParse(Bytes, out value);
    }

    /// <summary>Whether this is an array that contains this string.</summary>
    public bool Contains(string text)
    {
        foreach (var element in this)
        {
            if (element.AsString() == text)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The elements of this array; none when this is not an array.</summary>
    public JsonSliceEnumerator GetEnumerator() => new(IsArray ? Bytes : "[]"u8);
}
