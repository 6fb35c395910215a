using System.Globalization;
using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>Reads JSON of answers and events.</summary>
internal static class JsonPaths
{
    /// <summary>The field at a path such as <c>user.id</c>, as text; null when it is null.</summary>
    public static string? At(this JsonElement json, string path)
    {
        foreach (string name in path.Split('.'))
        {
            json = json.GetProperty(name);
        }

        return json.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => json.GetString(),
            _ => json.GetRawText(),
        };
    }

    /// <summary>The fields at this path in each element of a list.</summary>
    public static string?[] Each(this JsonElement list, string path) => [.. list.EnumerateArray().Select(item => item.At(path))];

    /// <summary>The value at a path such as <c>items.0.message.id</c>.</summary>
    public static JsonElement Item(this JsonElement value, string path)
    {
        foreach (string part in path.Split('.'))
        {
            value = value.ValueKind == JsonValueKind.Array
                ? value[int.Parse(part, CultureInfo.InvariantCulture)]
                : value.GetProperty(part);
        }

        return value;
    }

    public static string? Text(this JsonElement value, string path) => value.Item(path).GetString();

    public static int Number(this JsonElement value, string path) => value.Item(path).GetInt32();

    public static int Count(this JsonElement value, string path) => value.Item(path).GetArrayLength();
}
