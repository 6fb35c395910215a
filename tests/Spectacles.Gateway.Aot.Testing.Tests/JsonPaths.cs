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
}
