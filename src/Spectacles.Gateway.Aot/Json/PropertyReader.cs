using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>Reads the properties of the object at a <see cref="Utf8JsonReader"/>, and skips the values that are not read.</summary>
/// <remarks>
/// <code>
/// var properties = new PropertyReader();
/// while (properties.Next(ref reader))
/// {
///     if (properties.TryMoveTo(ref reader, "url"u8))
///     {
///         url = reader.GetString();
///     }
/// }
/// </code>
/// The reader is at the object's start before, and at its end afterwards. A value that is not an object has no properties. If a property
/// occurs twice, both are read.
/// </remarks>
internal struct PropertyReader
{
    private bool isInside;
    private bool isAtName;

    /// <summary>Moves to the value of the first property with a name.</summary>
    /// <returns>False if the object has no such property.</returns>
    public static bool TryFind(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        var properties = new PropertyReader();
        while (properties.Next(ref reader))
        {
            if (properties.TryMoveTo(ref reader, name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Moves to the name of the next property. A nested value must have been read completely, or not at all.</summary>
    /// <returns>False after the last property. In a text that is not complete, false also before the first value that is not.</returns>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public bool Next(ref Utf8JsonReader reader)
    {
        if (isInside && !reader.TrySkip())
        {
            return false;
        }

        isInside = true;
        isAtName = reader.Read() && reader.TokenType == JsonTokenType.PropertyName;
        return isAtName;
    }

    /// <summary>Moves to the value of the property, if the property has this name.</summary>
    /// <returns>False if it has another name, or if the reader is at its value already.</returns>
    /// <exception cref="InvalidOperationException">The name contains an escape of half of a surrogate pair.</exception>
    public bool TryMoveTo(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (!isAtName || !reader.ValueTextEquals(name))
        {
            return false;
        }

        isAtName = false;
        return reader.Read();
    }

    /// <summary>Reads the name of the property, and moves to its value.</summary>
    /// <exception cref="InvalidOperationException">The name is not UTF-8, or contains an escape of half of a surrogate pair.</exception>
    public string ReadName(ref Utf8JsonReader reader)
    {
        string name = reader.GetString()!;
        isAtName = false;
        reader.Read();
        return name;
    }
}
