namespace Spectacles.Gateway.Generators;

internal sealed class JsonProperty(SchemaText name, JsonValue value)
{
    public SchemaText Name { get; } = name;

    public JsonValue Value { get; } = value;
}
