using System.Text.Json;
using System.Text.RegularExpressions;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>
/// Checks a document against a JSON Schema, as far as gateway-schema.json uses JSON Schema. A keyword that it does not know is an error.
/// </summary>
internal sealed class JsonSchemaCheck(JsonElement root)
{
    private readonly List<string> errors = [];

    public static IReadOnlyList<string> Errors(JsonElement schema, JsonElement document)
    {
        var check = new JsonSchemaCheck(schema);
        check.Check("$", schema, document);
        return check.errors;
    }

    private void Check(string path, JsonElement schema, JsonElement value)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            if (!Holds(path, keyword, schema, value))
            {
                errors.Add($"{path}: {keyword.Name} {keyword.Value.GetRawText().ReplaceLineEndings(" ")}");
            }
        }
    }

    // Objects and lists report what is wrong inside themselves.
    private bool Holds(string path, JsonProperty keyword, JsonElement schema, JsonElement value)
    {
        switch (keyword.Name)
        {
            case "$schema" or "$id" or "$defs" or "title" or "description" or "default":
                return true;
            case "type":
                return keyword.Value.ValueKind == JsonValueKind.Array
                    ? keyword.Value.EnumerateArray().Any(type => IsType(type.GetString()!, value))
                    : IsType(keyword.Value.GetString()!, value);
            case "enum":
                return keyword.Value.EnumerateArray().Any(known => JsonElement.DeepEquals(known, value));
            case "pattern":
                return value.ValueKind != JsonValueKind.String
                    || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!, RegexOptions.ECMAScript);
            case "minimum":
                return value.ValueKind != JsonValueKind.Number || value.GetInt64() >= keyword.Value.GetInt64();
            case "maximum":
                return value.ValueKind != JsonValueKind.Number || value.GetInt64() <= keyword.Value.GetInt64();
            case "required":
                return keyword.Value.EnumerateArray().All(
                    name => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name.GetString()!, out _));
            case "uniqueItems":
                return value.ValueKind != JsonValueKind.Array
                    || value.EnumerateArray().Select(item => item.GetRawText()).Distinct().Count() == value.GetArrayLength();
            case "anyOf":
                return keyword.Value.EnumerateArray().Any(option => Passes(option, value));
            case "$ref":
                Check(path, Resolve(keyword.Value.GetString()!), value);
                return true;
            case "items":
                CheckItems(path, keyword.Value, value);
                return true;
            case "properties" or "additionalProperties" or "propertyNames":
                CheckProperties(path, keyword, schema, value);
                return true;
            default:
                return false;
        }
    }

    private void CheckItems(string path, JsonElement schema, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                Check($"{path}[]", schema, item);
            }
        }
    }

    private void CheckProperties(string path, JsonProperty keyword, JsonElement schema, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var property in value.EnumerateObject())
        {
            string place = $"{path}.{property.Name}";
            JsonElement described = default;
            bool isDescribed = schema.TryGetProperty("properties", out var properties)
                && properties.TryGetProperty(property.Name, out described);
            switch (keyword.Name)
            {
                case "properties" when isDescribed:
                    Check(place, described, property.Value);
                    break;
                case "additionalProperties" when !isDescribed && keyword.Value.ValueKind == JsonValueKind.False:
                    errors.Add($"{path}: {property.Name} means nothing");
                    break;
                case "additionalProperties" when !isDescribed:
                    Check(place, keyword.Value, property.Value);
                    break;
                case "propertyNames":
                    Check(place, keyword.Value, JsonElement.Parse($"\"{property.Name}\""));
                    break;
            }
        }
    }

    private bool Passes(JsonElement option, JsonElement value)
    {
        var check = new JsonSchemaCheck(root);
        check.Check("$", option, value);
        return check.errors.Count == 0;
    }

    private JsonElement Resolve(string reference) =>
        reference.Split('/').Skip(1).Aggregate(root, (element, name) => element.GetProperty(name));

    private static bool IsType(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => false,
    };
}
