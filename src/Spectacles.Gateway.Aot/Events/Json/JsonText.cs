using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Events;

/// <summary>A JSON value that may be anything, such as the old value of a property in an audit log. It is kept as it was sent.</summary>
[JsonConverter(typeof(JsonTextConverter))]
public readonly struct JsonText : IEquatable<JsonText>
{
    private readonly byte[]? utf8;

    internal JsonText(byte[] utf8) => this.utf8 = utf8;

    /// <summary>A value by its text.</summary>
    /// <param name="json">One JSON value, and nothing else.</param>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public JsonText(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        utf8 = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(utf8);
        while (reader.Read())
        {
        }
    }

    /// <summary>The text in UTF-8; <c>null</c> for the default.</summary>
    public ReadOnlySpan<byte> Utf8 => utf8 is null ? "null"u8 : utf8;

    /// <summary>Whether the value is <c>null</c>.</summary>
    public bool IsNull => Utf8.SequenceEqual("null"u8);

    /// <summary>Reads the value as a model, such as <see cref="Role"/>. It is parsed anew each time.</summary>
    /// <typeparam name="T">The model.</typeparam>
    /// <exception cref="JsonException">The value does not fit the model. The message names the path.</exception>
    public T Read<T>() where T : class, IGatewayModel<T>
    {
        var reader = new PayloadReader(Utf8, 0, StrictFields.Instance);
        try
        {
            return T.Read(ref reader);
        }
        catch (Exception exception) when (ModelPath.IsMismatch(exception))
        {
            throw ModelPath.Locate(exception, typeof(T).Name, Utf8, reader.Position);
        }
    }

    /// <summary>Whether the texts are the same, byte by byte.</summary>
    public bool Equals(JsonText other) => Utf8.SequenceEqual(other.Utf8);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is JsonText other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Utf8);
        return hash.ToHashCode();
    }

    /// <summary>Whether the texts are the same, byte by byte.</summary>
    public static bool operator ==(JsonText left, JsonText right) => left.Equals(right);

    /// <summary>Whether the texts differ.</summary>
    public static bool operator !=(JsonText left, JsonText right) => !left.Equals(right);

    /// <summary>The text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Utf8);
}
