using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The response of the control API.</summary>
internal sealed record ControlAnswer(int Status, byte[] Body, string ContentType = "application/json")
{
    private const int LinesAfterTimeout = 20;

    public static ControlAnswer NoContent { get; } = new(204, []);

    public static ControlAnswer Ok(Action<Utf8JsonWriter> write) => new(200, Json.Write(write));

    public static ControlAnswer Error(int status, string error) => new(status, Json.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("error", error);
        writer.WriteEndObject();
    }));

    /// <summary>What the caller waited for did not happen. The newest lines show what did.</summary>
    public static ControlAnswer Late(IReadOnlyList<TranscriptLine> lines) => new(408, Json.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("error", "It did not happen in time. The transcript shows what did.");
        writer.WriteStartArray("transcript");
        foreach (var line in lines.TakeLast(LinesAfterTimeout))
        {
            writer.WriteRawValue(line.Json, skipInputValidation: true);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }));

    public static ControlAnswer Lines(IEnumerable<TranscriptLine> lines) =>
        new(200, Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line.Json + "\n"))), "application/jsonl");
}
