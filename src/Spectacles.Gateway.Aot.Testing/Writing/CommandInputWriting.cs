using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>
/// The <c>data</c> of a command that a user runs: the options in the form that the bot has registered, and what their ids refer to.
/// </summary>
/// <remarks>https://discord.com/developers/docs/interactions/application-commands</remarks>
internal sealed class CommandInputWriting(RegisteredCommand command, SimulatedGuild guild, IReadOnlyDictionary<string, object> given)
{
    private const int Subcommand = 1;
    private const int SubcommandGroup = 2;
    private const int Text = 3;
    private const int Integer = 4;
    private const int Boolean = 5;
    private const int User = 6;
    private const int Channel = 7;
    private const int Role = 8;
    private const int Mentionable = 9;
    private const int Number = 10;

    /// <summary>The option that the user is typing in, for autocompletion; null for a command that is run.</summary>
    public string? Focused { get; init; }

    /// <summary>Writes the fields of <c>data</c>.</summary>
    /// <exception cref="ArgumentException">The bot has not registered such an option, or it does not take the value.</exception>
    public void Write(Utf8JsonWriter writer, string[] subcommands)
    {
        writer.WriteId("id", command.Id);
        writer.WriteString("name", command.Name);
        writer.WriteNumber("type", command.Type);
        if (command.GuildId is { } only)
        {
            writer.WriteId("guild_id", only);
        }

        var definition = new JsonSlice(Encoding.UTF8.GetBytes(command.Json));
        if (subcommands.Length > 0 || given.Count > 0)
        {
            WriteOptions(writer, definition, subcommands);
        }
        else
        {
            ThrowIfIncomplete(definition);
        }

        WriteResolved(writer);
    }

    private void WriteOptions(Utf8JsonWriter writer, JsonSlice level, ReadOnlySpan<string> subcommands)
    {
        writer.WriteStartArray("options");
        if (!subcommands.IsEmpty)
        {
            var next = Find(level, subcommands[0]);
            int type = TypeOf(next);
            if (type is not (Subcommand or SubcommandGroup))
            {
                throw new ArgumentException($"{subcommands[0]} is not a subcommand of /{command.Name}.");
            }

            writer.WriteStartObject();
            writer.WriteString("name", subcommands[0]);
            writer.WriteNumber("type", type);
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

    private void WriteOption(Utf8JsonWriter writer, JsonSlice definition, string name, object value)
    {
        int type = TypeOf(definition);
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteNumber("type", type);
        switch (type)
        {
            // What a user types while an option is completed is always text.
            case Text:
            case Integer or Number when name == Focused:
                writer.WriteString("value", Chosen(definition, name, Convert.ToString(value, CultureInfo.InvariantCulture)!));
                break;
            case Integer:
                writer.WriteNumber("value", Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case Number:
                writer.WriteNumber("value", Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            case Boolean:
                writer.WriteBoolean("value", Convert.ToBoolean(value, CultureInfo.InvariantCulture));
                break;
            case User or Channel or Role or Mentionable:
                writer.WriteId("value", IdOf(value));
                break;
            default:
                throw new ArgumentException($"The option {name} of /{command.Name} has the type {type}, which is not simulated.");
        }

        if (name == Focused)
        {
            writer.WriteBoolean("focused", true);
        }

        writer.WriteEndObject();
    }

    /// <summary>The value of a choice by its name or value, or the text itself where there are no choices.</summary>
    private string Chosen(JsonSlice definition, string name, string text)
    {
        var choices = definition["choices"u8];
        if (!choices.GetEnumerator().MoveNext() || name == Focused)
        {
            return text;
        }

        foreach (var choice in choices)
        {
            if (choice["name"u8].AsString() == text || choice["value"u8].AsString() == text)
            {
                return choice["value"u8].AsString()!;
            }
        }

        throw new ArgumentException($"{text} is not a choice of the option {name} of /{command.Name}.");
    }

    private void ThrowIfIncomplete(JsonSlice level)
    {
        foreach (var option in level["options"u8])
        {
            string name = option["name"u8].AsString()!;
            if (TypeOf(option) is Subcommand or SubcommandGroup)
            {
                throw new ArgumentException($"/{command.Name} has subcommands: name one of them, such as \"{command.Name} {name}\".");
            }

            if (option["required"u8].IsTrue && Focused is null && !given.ContainsKey(name))
            {
                throw new ArgumentException($"The option {name} of /{command.Name} is required.");
            }
        }
    }

    private JsonSlice Find(JsonSlice level, string name)
    {
        List<string> names = [];
        foreach (var option in level["options"u8])
        {
            if (option["name"u8].AsString() == name)
            {
                return option;
            }

            names.Add(option["name"u8].AsString()!);
        }

        throw new ArgumentException(
            $"/{command.Name} has no option {name}. It has: {(names.Count == 0 ? "none" : string.Join(", ", names))}.");
    }

    private void WriteResolved(Utf8JsonWriter writer)
    {
        Snowflake[] ids = [.. given.Values.Where(value => value is not (string or IConvertible)).Select(IdOf)];
        SimulatedMember[] members = [.. guild.Members.Where(member => ids.Contains(member.User.Id))];
        SimulatedChannel[] channels = [.. guild.Channels.Where(channel => ids.Contains(channel.Id))];
        SimulatedRole[] roles = [.. guild.Roles.Where(role => ids.Contains(role.Id))];
        if (members.Length + channels.Length + roles.Length == 0)
        {
            return;
        }

        writer.WriteStartObject("resolved");
        WriteMap(writer, "users", members, member => member.User.Id, member => writer.WriteUser(member.User));
        WriteMap(
            writer,
            "members",
            members,
            member => member.User.Id,
            member => writer.WriteMember(member, withUser: false, Permissions.Member));
        WriteMap(writer, "channels", channels, channel => channel.Id, channel => writer.WriteChannel(channel, withGuild: true));
        WriteMap(writer, "roles", roles, role => role.Id, writer.WriteRole);
        writer.WriteEndObject();
    }

    private static void WriteMap<T>(Utf8JsonWriter writer, string name, T[] items, Func<T, Snowflake> idOf, Action<T> write)
    {
        if (items.Length == 0)
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach (var item in items)
        {
            writer.WritePropertyName(idOf(item).ToString());
            write(item);
        }

        writer.WriteEndObject();
    }

    private static int TypeOf(JsonSlice option) => option["type"u8].TryGetInt64(out long type) ? (int)type : 0;

    private static Snowflake IdOf(object value) => value switch
    {
        Snowflake id => id,
        SimulatedUser user => user.Id,
        SimulatedMember member => member.User.Id,
        SimulatedChannel channel => channel.Id,
        SimulatedRole role => role.Id,
        _ => throw new ArgumentException($"{value} is not a user, a channel, a role or an id."),
    };
}
