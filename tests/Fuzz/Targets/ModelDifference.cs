using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Fuzz.Targets;

/// <summary>Compares the text that a model writes with the text from which it was read. System.Text.Json reads both.</summary>
internal static partial class ModelDifference
{
    /// <summary>
    /// Returns the path of a value that is neither that of the text nor a default, and both values; null if there is none.
    /// </summary>
    public static string? Find(byte[] text, byte[] written)
    {
        using var left = JsonDocument.Parse(text);
        using var right = JsonDocument.Parse(written);
        return Compare("", null, left.RootElement, right.RootElement);
    }

    private static string? Compare(string path, string? field, JsonElement read, JsonElement written)
    {
        if (read.ValueKind == JsonValueKind.Object && written.ValueKind == JsonValueKind.Object)
        {
            return written.EnumerateObject()
                .Select(property => Find(read, property.Name) is { } value
                    ? Compare($"{path}.{property.Name}", property.Name, value, property.Value)
                    : IsDefault(property.Value) || JsonSamples.Tags.Contains(property.Name)
                        ? null
                        : $"{path}.{property.Name} is {property.Value}, and is not in the text.")
                .FirstOrDefault(difference => difference is not null);
        }

        if (read.ValueKind == JsonValueKind.Array && written.ValueKind == JsonValueKind.Array)
        {
            return CompareLists(path, field, read, written);
        }

        return IsSame(field, read, written) || IsDefault(written) || IsDefaultTag(field, read, written)
            ? null
            : $"{path} is {Quote(written)}, and in the text {Quote(read)}.";
    }

    /// <summary>Returns the last property with this name, or with the same number as its key: <c>1510142613898.0</c>.</summary>
    private static JsonElement? Find(JsonElement read, string name) =>
        read.TryGetProperty(name, out var value) ? value
        : JsonNumber.Whole(name) is { } number
            && read.EnumerateObject()
                .LastOrDefault(
                    property =>
                        JsonNumber.Whole(property.Name) == number) is { Value.ValueKind: not JsonValueKind.Undefined } same ? same.Value
        : null;

    // Elements of another form are omitted. The others keep the order of the text.
    private static string? CompareLists(string path, string? field, JsonElement read, JsonElement written)
    {
        int at = 0;
        int length = read.GetArrayLength();
        for (int i = 0; i < written.GetArrayLength(); i++)
        {
            string? first = null;
            for (; ; at++)
            {
                if (at == length)
                {
                    return first ?? $"{path}[{i}] is {Quote(written[i])}, and the text has no such element.";
                }

                string? difference = Compare($"{path}[{i}]", field, read[at], written[i]);
                if (difference is null)
                {
                    at++;
                    break;
                }

                first ??= difference;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether a member of a union has its own tag because the value in the text can't be a tag.
    /// </summary>
    private static bool IsDefaultTag(string? field, JsonElement read, JsonElement written) =>
        field is not null && JsonSamples.Tags.Contains(field) && written.ValueKind == JsonValueKind.Number
        && !(
            JsonNumber.Whole(read.ValueKind == JsonValueKind.String ? read.GetString()! : read.GetRawText()) is { } whole
                && whole >= int.MinValue && whole <= int.MaxValue);

    private static bool IsSame(string? field, JsonElement read, JsonElement written) => (read.ValueKind, written.ValueKind) switch
    {
        (JsonValueKind.String, JsonValueKind.String) =>
            read.GetString() == written.GetString()
                || IsSameInstant(read.GetString()!, written.GetString()!) || IsSameNumber(field, read.GetString()!, written.GetString()!),
        (JsonValueKind.Number, JsonValueKind.Number) => IsSameNumber(field, read.GetRawText(), written.GetRawText()),
        (JsonValueKind.Number, JsonValueKind.String) =>
            read.GetRawText() == written.GetString() || IsSameNumber(field, read.GetRawText(), written.GetString()!),
        (JsonValueKind.String, JsonValueKind.Number) => IsSameNumber(field, read.GetString()!, written.GetRawText()),
        (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Object or JsonValueKind.Array, _) => false,
        var (left, right) => left == right,
    };

    private static bool IsSameNumber(string? field, string read, string written) =>
        read == written
        || (JsonNumber.Whole(read) is { } whole && whole == JsonNumber.Whole(written))
        || (
            field is not null
                && JsonSamples.Doubles.Contains(field) && double.TryParse(read, CultureInfo.InvariantCulture, out double left)
                && double.TryParse(written, CultureInfo.InvariantCulture, out double right) && left.Equals(right));

    // System.Text.Json ignores digits after the seventh, and accepts a fraction without digits.
    [GeneratedRegex(@"(?:\.(?![0-9])|(\.[0-9]{1,7})[0-9]*)")]
    private static partial Regex Fraction();

    private static bool IsSameInstant(string read, string written) =>
        DateTimeOffset.TryParse(Fraction().Replace(read, "$1"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var left)
        && DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var right)
        && left == right;

    private static bool IsDefault(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().All(property => IsDefault(property.Value)),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.String =>
            value.GetString() is "" or "0" || value.GetString()!.StartsWith("0001-01-01T00:00:00", StringComparison.Ordinal),
        JsonValueKind.Number => value.GetRawText() == "0",
        JsonValueKind.False or JsonValueKind.Null => true,
        _ => false,
    };

    private static string Quote(JsonElement value) => value.GetRawText() is { Length: > 60 } text ? text[..60] + "…" : value.GetRawText();
}
