using System.Globalization;
using System.Text.Json;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>
/// Compares JSON texts as values: numbers by value, timestamps by instant and by whether they have an offset, objects in any order.
/// </summary>
internal static class JsonValues
{
    public static void AssertEqual(ReadOnlyMemory<byte> expected, ReadOnlyMemory<byte> actual)
    {
        var differences = new List<string>();
        using var left = JsonDocument.Parse(expected);
        using var right = JsonDocument.Parse(actual);
        Compare("$", left.RootElement, right.RootElement, differences);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static void Compare(string path, JsonElement expected, JsonElement actual, List<string> differences)
    {
        if (expected.ValueKind != actual.ValueKind)
        {
            differences.Add($"{path}: {expected} became {actual}");
            return;
        }

        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                CompareObjects(path, expected, actual, differences);
                break;
            case JsonValueKind.Array when expected.GetArrayLength() == actual.GetArrayLength():
                for (int i = 0; i < expected.GetArrayLength(); i++)
                {
                    Compare($"{path}[{i}]", expected[i], actual[i], differences);
                }

                break;
            case JsonValueKind.Number when expected.GetDecimal() == actual.GetDecimal():
            case JsonValueKind.String when Text(expected) == Text(actual):
            case JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null:
                break;
            default:
                differences.Add($"{path}: {expected} became {actual}");
                break;
        }
    }

    private static void CompareObjects(string path, JsonElement expected, JsonElement actual, List<string> differences)
    {
        foreach (var property in expected.EnumerateObject())
        {
            if (actual.TryGetProperty(property.Name, out var value))
            {
                Compare($"{path}.{property.Name}", property.Value, value, differences);
            }
            else
            {
                differences.Add($"{path}.{property.Name}: {property.Value} is gone");
            }
        }

        foreach (var property in actual.EnumerateObject().Where(property => !expected.TryGetProperty(property.Name, out _)))
        {
            differences.Add($"{path}.{property.Name}: {property.Value} was not there");
        }
    }

    private static string Text(JsonElement value)
    {
        string text = value.GetString()!;
        bool isTimestamp = text.Length >= 19
            && text[10] == 'T' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
        return isTimestamp
            ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
                .ToUniversalTime()
                .ToString("O", CultureInfo.InvariantCulture)
                + (
                    text.EndsWith('Z')
                        || text[19..].Contains('+', StringComparison.Ordinal) || text[19..].Contains('-', StringComparison.Ordinal))
            : text;
    }
}
