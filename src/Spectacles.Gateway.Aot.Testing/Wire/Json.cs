using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Spectacles.Gateway.Testing;

/// <summary>JSON as Discord writes it: UTF-8 with only the necessary escapes.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer, state);
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] Write(Action<Utf8JsonWriter> write) => Write(write, static (writer, inner) => inner(writer));

    /// <summary>Validates JSON text and returns it as UTF-8 without surrounding whitespace.</summary>
    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    public static byte[] Read(string json)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(json.Trim(' ', '\t', '\r', '\n'));
        Validate(utf8);
        return utf8;
    }

    /// <summary>Reads the whole text, including its strings, so that later reads can't fail.</summary>
    /// <exception cref="JsonException">The text is not one JSON value in UTF-8, or one of its strings is not Unicode.</exception>
    public static void Validate(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            throw new JsonException("The text is not UTF-8.");
        }

        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.ValueIsEscaped)
            {
                Decode(reader);
            }
        }
    }

    /// <summary>Decodes a string, because the reader does not check escapes before: <c>"\ud800"</c> alone is half a character.</summary>
    private static void Decode(Utf8JsonReader reader)
    {
        try
        {
            _ = reader.GetString();
        }
        catch (InvalidOperationException half)
        {
            throw new JsonException("A string is not Unicode.", half);
        }
    }
}
