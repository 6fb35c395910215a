using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Spectacles.Gateway.Testing.Wire;

/// <summary>JSON as Discord writes it: UTF-8 with only the necessary escapes.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Options)) write(writer, state);
        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] Write(Action<Utf8JsonWriter> write) => Write(write, static (writer, inner) => inner(writer));

    /// <summary>The text as compact JSON, for what a test's author wrote by hand.</summary>
    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    public static void Validate(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
        }
    }
}
