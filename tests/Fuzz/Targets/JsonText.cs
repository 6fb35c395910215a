using System.Globalization;
using System.Text.Json;

namespace Fuzz.Targets;

/// <summary>Whether a text is valid JSON according to System.Text.Json.</summary>
/// <param name="IsJson">Whether it is one JSON value, and all of its names and strings are valid text.</param>
/// <param name="HasDuplicates">Whether an object has a duplicate name: the model uses the last value, and the view the first.</param>
internal readonly record struct JsonText(bool IsJson, bool HasDuplicates)
{
    public static JsonText Of(ReadOnlySpan<byte> text)
    {
        var names = new Stack<HashSet<string>>();
        bool hasDuplicates = false;
        var reader = new Utf8JsonReader(text);
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject:
                        names.Push([]);
                        break;
                    case JsonTokenType.EndObject:
                        names.Pop();
                        break;
                    case JsonTokenType.PropertyName:
                        string name = reader.GetString()!;
                        // Two keys of a map may be the same number in different forms.
                        hasDuplicates |= !names.Peek().Add(
                            JsonNumber.Whole(name) is { } number ? number.ToString(CultureInfo.InvariantCulture) : name);
                        break;
                    case JsonTokenType.String:
                        _ = reader.GetString();
                        break;
                }
            }

            return new JsonText(true, hasDuplicates);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return default;
        }
    }
}
