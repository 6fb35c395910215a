using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Reads world files. <c>world.schema.json</c> describes the same format; a test compares them.</summary>
internal static class WorldFile
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>The types of channels that a guild can have from the start, by their names in a file.</summary>
    public static IReadOnlyDictionary<string, ChannelKind> Kinds { get; } = new Dictionary<string, ChannelKind>
    {
        ["text"] = ChannelKind.Text,
        ["voice"] = ChannelKind.Voice,
        ["category"] = ChannelKind.Category,
        ["announcement"] = ChannelKind.Announcement,
        ["stage"] = ChannelKind.Stage,
        ["forum"] = ChannelKind.Forum,
        ["media"] = ChannelKind.Media,
    };

    public static IReadOnlyList<string> Statuses { get; } = ["online", "idle", "dnd", "offline"];

    /// <summary>Reads the JSON of a world, without a check of names and references.</summary>
    /// <exception cref="FormatException">The text is not JSON, or not of a world.</exception>
    public static WorldDescription Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(Json.Read(json), Options);
            return WorldFileObject.Read(document.RootElement, "", "A world", ReadWorld);
        }
        catch (JsonException invalid)
        {
            // The message ends with the place, counted from 0.
            string reason = invalid.Message.Split(" LineNumber:")[0].Split(" Path:")[0];
            string place = invalid.LineNumber is { } line ? $"line {line + 1}" : "the text";
            throw new FormatException($"{place}: it is not valid JSON: {reason}", invalid);
        }
    }

    private static WorldDescription ReadWorld(WorldFileObject world)
    {
        _ = world.Text("$schema");
        return new WorldDescription { Guilds = world.Required("guilds").Objects("guilds", "A guild", ReadGuild) };
    }

    private static GuildDescription ReadGuild(WorldFileObject guild) => new(guild.Required("name").Text("name")!)
    {
        Id = guild.Id("id"),
        Owner = guild.Text("owner"),
        Channels = guild.Objects("channels", "A channel", ReadChannel),
        Roles = guild.Objects("roles", "A role", ReadRole),
        People = guild.Objects("people", "A person", ReadPerson),
        BotRoles = guild.Texts("bot_roles"),
    };

    private static ChannelDescription ReadChannel(WorldFileObject channel) => new(channel.Required("name").Text("name")!)
    {
        Id = channel.Id("id"),
        Kind = channel.Choice("type", [.. Kinds.Keys]) is { } kind ? Kinds[kind] : ChannelKind.Text,
        Category = channel.Text("category"),
        Topic = channel.Text("topic"),
        Nsfw = channel.Flag("nsfw"),
    };

    private static RoleDescription ReadRole(WorldFileObject role) => new(role.Required("name").Text("name")!)
    {
        Id = role.Id("id"),
        Color = role.Color("color"),
        Permissions = role.Permissions("permissions"),
        Hoist = role.Flag("hoist"),
        Mentionable = role.Flag("mentionable"),
    };

    private static PersonDescription ReadPerson(WorldFileObject person) => new(person.Required("name").Text("name")!)
    {
        Id = person.Id("id"),
        GlobalName = person.Text("global_name"),
        Nick = person.Text("nick"),
        Roles = person.Texts("roles"),
        Status = person.Choice("status", Statuses) ?? Statuses[0],
        VoiceChannel = person.Text("voice_channel"),
    };
}
