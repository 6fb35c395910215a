using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>One JSON value as the bytes that it stands in; looked into only where it is asked.</summary>
/// <remarks>The bytes must have been read to their end once: a slice does not check again.</remarks>
internal readonly ref struct JsonSlice(ReadOnlySpan<byte> bytes)
{
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public bool IsObject => Bytes is [(byte)'{', ..];

    public bool IsArray => Bytes is [(byte)'[', ..];

    public bool IsNullOrAbsent => Bytes.IsEmpty || Bytes.SequenceEqual("null"u8);

    /// <summary>The value of a property of this object; an empty slice when it is absent, or when this is no object.</summary>
    public JsonSlice this[ReadOnlySpan<byte> name]
    {
        get
        {
            if (!IsObject) return default;
            var reader = new Utf8JsonReader(Bytes);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool found = reader.ValueTextEquals(name);
                reader.Read();
                int start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (found) return new JsonSlice(Bytes[start..(int)reader.BytesConsumed]);
            }

            return default;
        }
    }

    public bool IsTrue => Bytes.SequenceEqual("true"u8);

    public string? AsString()
    {
        if (Bytes is not [(byte)'"', ..]) return null;
        var reader = new Utf8JsonReader(Bytes);
        reader.Read();
        return reader.GetString();
    }

    public bool TryGetInt64(out long value)
    {
        value = 0;
        if (Bytes.IsEmpty) return false;
        var reader = new Utf8JsonReader(Bytes);
        return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out value);
    }

    /// <summary>An id, which is a string on the wire but a number in what some clients send.</summary>
    public bool TryGetSnowflake(out ulong value)
    {
        if (Bytes is [(byte)'"', .. var digits, (byte)'"']) return ulong.TryParse(digits, out value);
        return ulong.TryParse(Bytes, out value);
    }

    /// <summary>Whether this is an array with this text in it.</summary>
    public bool Contains(string text)
    {
        foreach (JsonSlice element in this)
            if (element.AsString() == text) return true;
        return false;
    }

    /// <summary>The elements of this array; none when this is no array.</summary>
    public JsonSliceEnumerator GetEnumerator() => new(IsArray ? Bytes : "[]"u8);
}
