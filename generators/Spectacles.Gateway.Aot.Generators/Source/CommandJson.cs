using System.Text;

namespace Spectacles.Gateway.Generators;

/// <summary>
/// Writes registrations as JSON without white space: fields in a fixed order, and none that has its default value.
/// </summary>
internal static class CommandJson
{
    public static string Write(CommandSpec command)
    {
        var json = new StringBuilder($"{{\"type\":{command.Type}");
        WriteText(json, command.Text);
        WriteList(json, "options", command.Options, Write);
        if (command.DefaultMemberPermissions is { } permissions)
        {
            json.Append($",\"default_member_permissions\":\"{permissions}\"");
        }

        json.Append(command.IsNsfw ? ",\"nsfw\":true" : "");
        WriteList(json, "integration_types", command.IntegrationTypes, Write);
        WriteList(json, "contexts", command.Contexts, Write);
        return json.Append('}').ToString();
    }

    private static void Write(StringBuilder json, CommandOptionSpec option)
    {
        json.Append($"{{\"type\":{option.Type}");
        WriteText(json, option.Text);
        json.Append(option.IsRequired ? ",\"required\":true" : "");
        WriteList(json, "choices", option.Choices, Write);
        WriteList(json, "channel_types", option.ChannelTypes, Write);
        WriteNumber(json, "min_value", option.MinValue);
        WriteNumber(json, "max_value", option.MaxValue);
        WriteNumber(json, "min_length", option.MinLength?.ToString() ?? "");
        WriteNumber(json, "max_length", option.MaxLength?.ToString() ?? "");
        json.Append(option.HasAutocomplete ? ",\"autocomplete\":true" : "");
        WriteList(json, "options", option.Options, Write);
        json.Append('}');
    }

    private static void Write(StringBuilder json, CommandChoiceSpec choice)
    {
        json.Append($"{{\"name\":{JsonWriting.Quote(choice.Text.Name)}");
        WriteLocalizations(json, "name_localizations", choice.Text.Names);
        json.Append($",\"value\":{choice.Value}}}");
    }

    private static void Write(StringBuilder json, int number) => json.Append(number);

    private static void WriteText(StringBuilder json, NamedTextSpec text)
    {
        json.Append($",\"name\":{JsonWriting.Quote(text.Name)}");
        WriteLocalizations(json, "name_localizations", text.Names);
        json.Append(text.Description.Length > 0 ? $",\"description\":{JsonWriting.Quote(text.Description)}" : "");
        WriteLocalizations(json, "description_localizations", text.Descriptions);
    }

    private static void WriteLocalizations(StringBuilder json, string name, EquatableArray<LocalizedTextSpec> texts)
    {
        if (texts.Count > 0)
        {
            var pairs = texts.Select(text => $"{JsonWriting.Quote(text.Locale)}:{JsonWriting.Quote(text.Text)}");
            json.Append($",\"{name}\":{{{string.Join(",", pairs)}}}");
        }
    }

    private static void WriteNumber(StringBuilder json, string name, string number) =>
        json.Append(number.Length > 0 ? $",\"{name}\":{number}" : "");

    private static void WriteList<T>(StringBuilder json, string name, EquatableArray<T> items, Action<StringBuilder, T> write)
    {
        for (int i = 0; i < items.Count; i++)
        {
            json.Append(i == 0 ? $",\"{name}\":[" : ",");
            write(json, items[i]);
        }

        json.Append(items.Count > 0 ? "]" : "");
    }
}
