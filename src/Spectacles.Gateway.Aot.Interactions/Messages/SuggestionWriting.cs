using System.Text.Json;

namespace Spectacles.Gateway.Interactions;

/// <summary>Writes the suggestions of an option.</summary>
/// <remarks>
/// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-choice-structure
/// </remarks>
internal static class SuggestionWriting
{
    /// <summary>The greatest number of suggestions.</summary>
    public const int MostSuggestions = 25;

    public static void WriteSuggestions(this Utf8JsonWriter writer, IReadOnlyList<Suggestion> suggestions)
    {
        writer.WriteStartArray("choices"u8);
        foreach (var suggestion in suggestions)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, suggestion.Name);
            switch (suggestion)
            {
                case { AsString: { } text }:
                    writer.WriteString("value"u8, text);
                    break;
                case { AsInt64: { } whole }:
                    writer.WriteNumber("value"u8, whole);
                    break;
                default:
                    writer.WriteNumber("value"u8, suggestion.AsDouble ?? 0);
                    break;
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
