namespace Spectacles.Gateway.Generators;

/// <summary>A JSON value with its place in the file.</summary>
internal sealed class JsonValue(JsonKind kind, TextPosition position)
{
    public JsonKind Kind { get; } = kind;

    public TextPosition Position { get; } = position;

    /// <summary>The decoded string, the digits of a number, or <c>true</c> and <c>false</c>.</summary>
    public string Text { get; init; } = "";

    public List<JsonProperty> Properties { get; } = [];

    public List<JsonValue> Items { get; } = [];
}
