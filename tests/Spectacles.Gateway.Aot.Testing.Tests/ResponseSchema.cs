using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>Checks answers of REST calls against the schemas of Discord's own OpenAPI document.</summary>
internal static class ResponseSchema
{
    private static readonly JsonElement Document = Load();

    /// <summary>What is wrong with the answer; empty when Discord could have sent it.</summary>
    public static IReadOnlyList<string> Check(string method, string path, int status, string body)
    {
        var operation = Find(path.Split('?')[0]).GetProperty(method.ToLowerInvariant());
        if (!operation.GetProperty("responses").TryGetProperty($"{status}", out var response))
        {
            return [$"{method} {path} never answers {status}."];
        }

        if (!response.TryGetProperty("content", out var content))
        {
            return body.Length == 0 ? [] : [$"{method} {path} has no body with the status {status}."];
        }

        List<string> errors = [];
        Check(content.GetProperty("application/json").GetProperty("schema"), JsonDocument.Parse(body).RootElement, "$", errors);
        return errors;
    }

    private static JsonElement Find(string path)
    {
        string[] parts = path.Split('/');
        return Document.GetProperty("paths").EnumerateObject()
            .Where(route => Matches(route.Name.Split('/'), parts))
            .MinBy(route => route.Name.Count(letter => letter == '{')).Value;
    }

    private static bool Matches(string[] template, string[] parts) =>
        template.Length == parts.Length && template.Zip(parts).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);

    private static void Check(JsonElement schema, JsonElement value, string place, List<string> errors)
    {
        while (schema.TryGetProperty("$ref", out var reference))
        {
            schema = Document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
        }

        if (schema.TryGetProperty("const", out var constant) && !JsonElement.DeepEquals(constant, value))
        {
            errors.Add($"{place} is {value}, not {constant}.");
        }

        foreach (string choice in new[] { "oneOf", "anyOf" })
        {
            if (schema.TryGetProperty(choice, out var choices) && choices.GetArrayLength() > 0 && !choices.EnumerateArray().Any(Accepts))
            {
                errors.Add($"{place} is {value.GetRawText()}, which is none of the possible values.");
            }
        }

        foreach (var part in schema.TryGetProperty("allOf", out var parts) ? parts.EnumerateArray() : default)
        {
            Check(part, value, place, errors);
        }

        if (schema.TryGetProperty("type", out var type) && !IsOfType(type, value))
        {
            errors.Add($"{place} is {value.GetRawText()}, not {type.GetRawText()}.");
        }

        CheckContent(schema, value, place, errors);

        bool Accepts(JsonElement one)
        {
            List<string> found = [];
            Check(one, value, place, found);
            return found.Count == 0;
        }
    }

    private static void CheckContent(JsonElement schema, JsonElement value, string place, List<string> errors)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                CheckObject(schema, value, place, errors);
                break;
            case JsonValueKind.Array when schema.TryGetProperty("items", out var items):
                int index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    Check(items, item, $"{place}[{index++}]", errors);
                }

                break;
            case JsonValueKind.String when schema.TryGetProperty("pattern", out var pattern):
                if (!Regex.IsMatch(value.GetString()!, pattern.GetString()!))
                {
                    errors.Add($"{place} is {value}, which does not match {pattern}.");
                }

                break;
        }
    }

    private static void CheckObject(JsonElement schema, JsonElement value, string place, List<string> errors)
    {
        foreach (var name in schema.TryGetProperty("required", out var required) ? required.EnumerateArray() : default)
        {
            if (!value.TryGetProperty(name.GetString()!, out _))
            {
                errors.Add($"{place}.{name} is absent.");
            }
        }

        foreach (var property in value.EnumerateObject())
        {
            if (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(property.Name, out var inner))
            {
                Check(inner, property.Value, $"{place}.{property.Name}", errors);
            }
            else if (schema.TryGetProperty("additionalProperties", out var each) && each.ValueKind == JsonValueKind.Object)
            {
                Check(each, property.Value, $"{place}.{property.Name}", errors);
            }
        }
    }

    private static bool IsOfType(JsonElement type, JsonElement value) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Any(one => IsOfType(one, value))
        : type.GetString() switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind == JsonValueKind.Null,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            _ => value.ValueKind == JsonValueKind.Number,
        };

    private static JsonElement Load()
    {
        using var file = File.OpenRead(Repository.PathOf("eng", "schema", "discord-openapi.json.gz"));
        using var text = new GZipStream(file, CompressionMode.Decompress);
        return JsonDocument.Parse(text).RootElement;
    }
}
