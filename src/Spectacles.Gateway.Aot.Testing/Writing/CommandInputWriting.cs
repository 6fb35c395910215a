using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>
/// The <c>data</c> of a command that a user runs: the options in the form that the bot has registered, and what their ids refer to.
/// </summary>
/// <remarks>
/// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-application-command-data-structure
/// </remarks>
internal sealed class CommandInputWriting(
    RegisteredCommand command, ResolvedWriting resolved, IReadOnlyDictionary<string, object> given)
{
    /// <summary>The option that the user is typing in, for autocompletion; null for a command that is run.</summary>
    public string? Focused { get; init; }

    /// <summary>Writes the fields of <c>data</c> of a slash command.</summary>
    /// <exception cref="ArgumentException">The bot has not registered such an option, or it does not take the value.</exception>
    public void Write(Utf8JsonWriter writer, string[] subcommands)
    {
        WriteCommand(writer, command);
        var definition = command.Definition();
        if (subcommands.Length > 0 || given.Count > 0)
        {
            WriteOptions(writer, definition, subcommands);
        }
        else
        {
            ThrowIfIncomplete(definition);
        }

        resolved.Write(writer);
    }

    /// <summary>Writes the fields of <c>data</c> of a command in the menu of a user or a message.</summary>
    /// <remarks>https://discord.com/developers/docs/interactions/application-commands#user-commands</remarks>
    public static void WriteTargeted(Utf8JsonWriter writer, RegisteredCommand command, Snowflake target, ResolvedWriting resolved)
    {
        WriteCommand(writer, command);
        writer.WriteId("target_id", target);
        resolved.Write(writer);
    }

    private static void WriteCommand(Utf8JsonWriter writer, RegisteredCommand command)
    {
        writer.WriteId("id", command.Id);
        writer.WriteString("name", command.Name);
        writer.WriteNumber("type", command.Type);
        if (command.GuildId is { } only)
        {
            writer.WriteId("guild_id", only);
        }
    }

    private void WriteOptions(Utf8JsonWriter writer, JsonElement level, ReadOnlySpan<string> subcommands)
    {
        writer.WriteStartArray("options");
        if (!subcommands.IsEmpty)
        {
            var next = Find(level, subcommands[0]);
            if (!next.IsSubcommand())
            {
                throw new ArgumentException($"{subcommands[0]} is not a subcommand of /{command.Name}.");
            }

            writer.WriteStartObject();
            writer.WriteString("name", subcommands[0]);
            writer.WriteNumber("type", (int)next.OptionKind());
            WriteOptions(writer, next, subcommands[1..]);
            writer.WriteEndObject();
        }
        else
        {
            ThrowIfIncomplete(level);
            foreach (var (name, value) in given)
            {
                WriteOption(writer, Find(level, name), name, value);
            }
        }

        writer.WriteEndArray();
    }

    private void WriteOption(Utf8JsonWriter writer, JsonElement definition, string name, object value)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteNumber("type", (int)definition.OptionKind());
        if (name == Focused)
        {
            if (definition.Flag("autocomplete") != true)
            {
                throw new ArgumentException($"The option {name} of /{command.Name} is not completed by the bot (autocomplete).");
            }

            OptionValueWriting.WriteTyped(writer, value);
            writer.WriteBoolean("focused", true);
        }
        else
        {
            new OptionValueWriting(definition, $"The option {name} of /{command.Name}", resolved).Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private void ThrowIfIncomplete(JsonElement level)
    {
        foreach (var option in level.Elements("options"))
        {
            string name = option.Text("name")!;
            if (option.IsSubcommand())
            {
                throw new ArgumentException($"/{command.Name} has subcommands: name one of them, such as \"{command.Name} {name}\".");
            }

            if (option.Flag("required") == true && Focused is null && !given.ContainsKey(name))
            {
                throw new ArgumentException($"The option {name} of /{command.Name} is required.");
            }
        }
    }

    private JsonElement Find(JsonElement level, string name)
    {
        var found = level.Elements("options").FirstOrDefault(option => option.Text("name") == name);
        if (found.ValueKind != JsonValueKind.Undefined)
        {
            return found;
        }

        string[] names = [.. level.Elements("options").Select(static option => option.Text("name")!)];
        throw new ArgumentException(
            $"/{command.Name} has no option {name}. It has: {(names.Length == 0 ? "none" : string.Join(", ", names))}.");
    }
}
