using System.Globalization;
using System.Text.Json;

namespace Fuzz.Targets;

/// <summary>What System.Text.Json says of a text as a whole.</summary>
/// <param name="IsJson">Whether it is one JSON value whose names and strings are all valid text.</param>
/// <param name="HasDuplicates">Whether an object has a name twice: the model takes the last value and the view the first.</param>
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
                        // Keys of a map may be the same number in two forms.
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
