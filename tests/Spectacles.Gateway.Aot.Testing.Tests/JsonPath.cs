using System.Globalization;
using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>Reads a value in JSON by its path, such as <c>items.0.message.id</c>.</summary>
internal static class JsonPath
{
    public static JsonElement At(this JsonElement value, string path)
    {
        foreach (string part in path.Split('.'))
        {
            value = value.ValueKind == JsonValueKind.Array
                ? value[int.Parse(part, CultureInfo.InvariantCulture)]
                : value.GetProperty(part);
        }

        return value;
    }

    public static string? Text(this JsonElement value, string path) => value.At(path).GetString();

    public static int Number(this JsonElement value, string path) => value.At(path).GetInt32();

    public static int Count(this JsonElement value, string path) => value.At(path).GetArrayLength();
}
