using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Registered commands with every field that Discord sends.</summary>
/// <param name="applicationId">The bot's application.</param>
/// <param name="withLocalizations">Whether the localizations are written, which lists leave out by default.</param>
/// <param name="locale">The locale in which a list is written; null for none.</param>
/// <remarks>https://discord.com/developers/docs/interactions/application-commands#application-command-object</remarks>
internal sealed class CommandWriting(Snowflake applicationId, bool withLocalizations = true, string? locale = null)
{
    private const int DirectContext = 1;

    /// <summary>The fields of an option that are written as they were registered.</summary>
    private static readonly string[] OptionFields = ["required", "autocomplete", "channel_types"];
    private static readonly string[] OptionNumbers = ["min_value", "max_value", "min_length", "max_length"];

    public void Write(Utf8JsonWriter writer, RegisteredCommand command)
    {
        var definition = command.Definition();
        writer.WriteStartObject();
        writer.WriteId("id", command.Id);
        writer.WriteId("application_id", applicationId);
        writer.WriteId("version", command.Version);
        writer.WriteNumber("type", command.Type);
        WriteName(writer, definition);
        WriteDescription(writer, definition);
        writer.WriteString("default_member_permissions", definition.Field("default_member_permissions") is
        { ValueKind: JsonValueKind.String or JsonValueKind.Number } permissions ? permissions.ToString() : null);
        writer.WriteBoolean("nsfw", definition.Flag("nsfw") == true);
        if (command.GuildId is { } guild)
        {
            writer.WriteId("guild_id", guild);
        }
        else
        {
            WriteContexts(writer, definition);
        }

        WriteOptions(writer, definition);
        if (command.Type == (int)CommandKind.EntryPoint)
        {
            writer.WriteNumber("handler", definition.Integer("handler") ?? 1);
        }

        writer.WriteEndObject();
    }

    /// <summary>Where a global command can be used.</summary>
    /// <remarks>https://discord.com/developers/docs/interactions/application-commands#contexts</remarks>
    private static void WriteContexts(Utf8JsonWriter writer, JsonElement definition)
    {
        int[]? contexts = Integers(definition, "contexts");
        writer.WriteBoolean("dm_permission", contexts?.Contains(DirectContext) ?? definition.Flag("dm_permission") != false);
        WriteIntegers(writer, "contexts", contexts);
        WriteIntegers(writer, "integration_types", Integers(definition, "integration_types") ?? [0]);
    }

    private void WriteOptions(Utf8JsonWriter writer, JsonElement owner)
    {
        if (!owner.Elements("options").Any())
        {
            return;
        }

        writer.WriteStartArray("options");
        foreach (var option in owner.Elements("options"))
        {
            WriteOption(writer, option);
        }

        writer.WriteEndArray();
    }

    private void WriteOption(Utf8JsonWriter writer, JsonElement option)
    {
        writer.WriteStartObject();
        writer.WriteNumber("type", (int)option.OptionKind());
        WriteName(writer, option);
        WriteDescription(writer, option);
        foreach (string field in OptionFields)
        {
            if (option.Field(field) is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } set)
            {
                writer.WritePropertyName(field);
                set.WriteTo(writer);
            }
        }

        foreach (string field in OptionNumbers)
        {
            if (option.Number(field) is { } set)
            {
                writer.WriteNumber(field, set);
            }
        }

        WriteChoices(writer, option);
        WriteOptions(writer, option);
        writer.WriteEndObject();
    }

    private void WriteChoices(Utf8JsonWriter writer, JsonElement option)
    {
        if (!option.Elements("choices").Any())
        {
            return;
        }

        writer.WriteStartArray("choices");
        foreach (var choice in option.Elements("choices"))
        {
            writer.WriteStartObject();
            WriteName(writer, choice);
            if (option.OptionKind() == OptionKind.Text)
            {
                writer.WriteString("value", choice.Text("value"));
            }
            else
            {
                writer.WriteNumber("value", choice.Number("value") ?? 0);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteName(Utf8JsonWriter writer, JsonElement named) =>
        WriteText(writer, named, "name", CommandNaming.NameLocalizations, "name_localized");

    private void WriteDescription(Utf8JsonWriter writer, JsonElement described) =>
        WriteText(writer, described, "description", CommandNaming.DescriptionLocalizations, "description_localized");

    /// <remarks>https://discord.com/developers/docs/interactions/application-commands#retrieving-localized-commands</remarks>
    private void WriteText(Utf8JsonWriter writer, JsonElement owner, string field, string localizations, string localized)
    {
        writer.WriteString(field, owner.Text(field) ?? "");
        writer.WritePropertyName(localizations);
        if (withLocalizations && owner.Field(localizations) is { ValueKind: JsonValueKind.Object } all)
        {
            all.WriteTo(writer);
        }
        else
        {
            writer.WriteNullValue();
        }

        if (!withLocalizations && locale is not null && CommandNaming.Localize(owner, localizations, locale) is { } text)
        {
            writer.WriteString(localized, text);
        }
    }

    private static int[]? Integers(JsonElement owner, string field) =>
        owner.Field(field).ValueKind == JsonValueKind.Array ? [.. owner.Elements(field).Select(element => element.GetInt32())] : null;

    private static void WriteIntegers(Utf8JsonWriter writer, string name, int[]? numbers)
    {
        if (numbers is null)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartArray(name);
        foreach (int number in numbers)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }
}
