using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Finds what users choose, and writes what the ids in an interaction refer to.</summary>
/// <remarks>
/// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-resolved-data-structure
/// </remarks>
internal sealed class ResolvedWriting(SimulatedWorld world, InteractionPlace place, Func<SimulatedFile, SimulatedAttachment> attach)
{
    private const int LargestFile = 10 << 20;

    /// <summary>The fields of a channel that Discord writes here.</summary>
    private static readonly string[] ChannelFields =
    [
        "id", "name", "type", "last_message_id", "last_pin_timestamp", "nsfw", "parent_id", "guild_id", "flags", "rate_limit_per_user",
        "topic", "position", "thread_metadata",
    ];

    /// <summary>The fields of a member that Discord does not write here.</summary>
    private static readonly string[] OmittedMemberFields = ["user", "deaf", "mute"];

    private readonly SimulatedGuild? guild = place.Guild;
    private readonly List<SimulatedUser> users = [];
    private readonly List<SimulatedRole> roles = [];
    private readonly List<SimulatedChannel> channels = [];
    private readonly List<SimulatedMessage> messages = [];
    private readonly List<SimulatedAttachment> files = [];

    /// <summary>Adds a user: a user, a member or the id of one.</summary>
    /// <param name="value">What the test gave.</param>
    /// <param name="of">What takes the value, such as <c>The option with of /play</c>.</param>
    /// <exception cref="ArgumentException">The value is none of these.</exception>
    public Snowflake AddUser(object value, string of) => FindUser(value) is { } user
        ? Add(users, user, user.Id)
        : throw new ArgumentException($"{of} takes a user, a member or the id of one, not {value}.");

    /// <summary>Adds a role: a role of the guild or the id of one.</summary>
    /// <inheritdoc cref="AddUser"/>
    public Snowflake AddRole(object value, string of) => FindRole(value) is { } role
        ? Add(roles, role, role.Id)
        : throw new ArgumentException($"{of} takes a role of the guild or the id of one, not {value}.");

    /// <summary>Adds a user or a role.</summary>
    /// <inheritdoc cref="AddUser"/>
    public Snowflake AddMentionable(object value, string of)
    {
        if (FindRole(value) is { } role)
        {
            return Add(roles, role, role.Id);
        }

        return FindUser(value) is { } user
            ? Add(users, user, user.Id)
            : throw new ArgumentException($"{of} takes a user, a member, a role or the id of one, not {value}.");
    }

    /// <summary>Adds a channel: a channel of the guild or the id of one.</summary>
    /// <param name="value">What the test gave.</param>
    /// <param name="definition">The option or the menu, whose <c>channel_types</c> restrict the channels.</param>
    /// <param name="of">What takes the value.</param>
    /// <exception cref="ArgumentException">The value is no channel, or one of another type.</exception>
    public Snowflake AddChannel(object value, JsonElement definition, string of)
    {
        var channel = value as SimulatedChannel
            ?? guild?.Channels.FirstOrDefault(one => one.Id == AsId(value))
            ?? throw new ArgumentException($"{of} takes a channel of the guild or the id of one, not {value}.");
        int[] types = [.. definition.Elements("channel_types").Select(static type => type.GetInt32())];
        return types.Length == 0 || types.Contains((int)channel.Kind)
            ? Add(channels, channel, channel.Id)
            : throw new ArgumentException(
                $"{of} takes channels of the types {string.Join(", ", types)}. {channel.Name} has the type {(int)channel.Kind}.");
    }

    /// <summary>Adds a file that the user uploads.</summary>
    /// <exception cref="ArgumentException">The value is no file, or the file is too large.</exception>
    public Snowflake AddFile(object value, string of)
    {
        var file = value as SimulatedFile ?? throw new ArgumentException($"{of} takes a {nameof(SimulatedFile)}, not {value}.");
        if (file.Content.Length > LargestFile)
        {
            throw new ArgumentException($"{of} takes a file of at most {LargestFile} bytes. {file.Name} has {file.Content.Length}.");
        }

        var attachment = attach(file);
        files.Add(attachment);
        return attachment.Id;
    }

    public void AddMessage(SimulatedMessage message) => messages.Add(message);

    /// <summary>Writes <c>resolved</c>; nothing when nothing was added.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        if (users.Count + roles.Count + channels.Count + messages.Count + files.Count == 0)
        {
            return;
        }

        SimulatedMember[] members = [.. users.Select(user => guild?.FindMember(user.Id)).OfType<SimulatedMember>()];
        writer.WriteStartObject("resolved");
        WriteMap(writer, "users", users, user => user.Id, writer.WriteUser);
        WriteMap(writer, "members", members, member => member.User.Id, member => WriteMember(writer, member, Allowed(member)));
        WriteMap(writer, "roles", roles, role => role.Id, writer.WriteRole);
        WriteMap(writer, "channels", channels, channel => channel.Id, channel => WriteChannel(writer, channel, Allowed(channel)));
        WriteMap(writer, "messages", messages, message => message.Id, message => writer.WriteMessage(message, asEvent: false));
        WriteMap(writer, "attachments", files, file => file.Id, file => writer.WriteAttachment(file, isEphemeral: true));
        writer.WriteEndObject();
    }

    private SimulatedUser? FindUser(object value) => value switch
    {
        SimulatedUser user => user,
        SimulatedMember member => member.User,
        _ => AsId(value) is { } id ? world.FindUser(id) : null,
    };

    private SimulatedRole? FindRole(object value) =>
        value as SimulatedRole ?? guild?.Roles.FirstOrDefault(role => role.Id == AsId(value));

    private static Snowflake? AsId(object value) => value switch
    {
        Snowflake id => id,
        string text when Snowflake.TryParse(text, null, out var id) => id,
        _ => null,
    };

    private static Snowflake Add<T>(List<T> known, T item, Snowflake id)
    {
        if (!known.Contains(item))
        {
            known.Add(item);
        }

        return id;
    }

    /// <summary>What a member may do where the interaction is.</summary>
    private string Allowed(SimulatedMember member) => MemberPermissions.In(guild!, member, place.Channel);

    /// <summary>What the user who started the interaction may do in a channel.</summary>
    private string Allowed(SimulatedChannel channel) =>
        place.Member is { } user ? MemberPermissions.In(guild!, user, channel) : Permissions.Member;

    private static void WriteMember(Utf8JsonWriter writer, SimulatedMember member, string permissions) => WriteFields(
        writer,
        Json.Write(inner => inner.WriteMember(member, withUser: false, permissions)),
        static name => !OmittedMemberFields.Contains(name));

    private static void WriteChannel(Utf8JsonWriter writer, SimulatedChannel channel, string permissions) => WriteFields(
        writer,
        Json.Write(inner => inner.WriteChannel(channel, withGuild: true)),
        ChannelFields.Contains,
        inner => inner.WriteString("permissions", permissions));

    private static void WriteFields(
        Utf8JsonWriter writer, byte[] whole, Func<string, bool> isWritten, Action<Utf8JsonWriter>? writeMore = null)
    {
        using var document = JsonDocument.Parse(whole);
        writer.WriteStartObject();
        foreach (var field in document.RootElement.EnumerateObject().Where(field => isWritten(field.Name)))
        {
            field.WriteTo(writer);
        }

        writeMore?.Invoke(writer);
        writer.WriteEndObject();
    }

    /// <remarks>https://discord.com/developers/docs/resources/message#attachment-object</remarks>
    private static void WriteMap<T>(
        Utf8JsonWriter writer, string name, IReadOnlyCollection<T> items, Func<T, Snowflake> idOf, Action<T> write)
    {
        if (items.Count == 0)
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
}
