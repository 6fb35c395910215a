using System.Globalization;

namespace Spectacles.Gateway.Testing;

/// <summary>Creates the guilds of a described world. The same description and seed give the same ids.</summary>
internal sealed class WorldBuilder
{
    private readonly WorldDescription world;
    private readonly SimulatedUser bot;
    private readonly IdSource ids;
    private readonly HashSet<Snowflake> given;
    private readonly Dictionary<string, SimulatedUser> users;
    private int guildIds;

    public WorldBuilder(WorldDescription world, SimulatedUser bot, IdSource ids)
    {
        (this.world, this.bot, this.ids) = (world, bot, ids);
        given = [.. world.Guilds.SelectMany(IdsOf).OfType<Snowflake>()];
        users = world.Guilds.SelectMany(static guild => guild.People).GroupBy(static person => person.Name).ToDictionary(
            static same => same.Key,
            same => new SimulatedUser(IdOr(same.Select(static one => one.Id).FirstOrDefault(static id => id is not null)), same.Key, false)
            {
                GlobalName = same.Select(static one => one.GlobalName).FirstOrDefault(static name => name is not null) ?? same.Key,
            });
    }

    public IReadOnlyList<SimulatedGuild> Build() => [.. world.Guilds.Select(Build)];

    private SimulatedGuild Build(GuildDescription guild)
    {
        var id = guild.Id ?? Unused(() => ids.Guild(guildIds++));
        var roles = Roles(guild, id);
        var channels = Channels(guild, id);
        SimulatedMember[] people = [.. guild.People.Select(person => Member(users[person.Name], person.Roles, person))];
        return new SimulatedGuild(id, guild.Name, roles, channels, [Member(bot, guild.BotRoles, null), .. people])
        {
            OwnerId = (guild.Owner is { } owner ? users[owner] : people is [var first, ..] ? first.User : bot).Id,
        };

        SimulatedMember Member(SimulatedUser user, IReadOnlyList<string> names, PersonDescription? person) =>
            new(user, [.. names.Distinct().Select(name => roles.First(role => role.Name == name).Id)], id.CreatedAt)
            {
                Status = person?.Status ?? "online",
                VoiceChannelId = person?.VoiceChannel is { } name ? channels.First(channel => channel.Name == name).Id : null,
                Settings = With(SettingMap.Empty, "nick", person?.Nick),
            };
    }

    /// <summary>The roles with their positions: the first is the highest, and <c>@everyone</c> is the lowest.</summary>
    private List<SimulatedRole> Roles(GuildDescription guild, Snowflake id)
    {
        var everyone = guild.Roles.FirstOrDefault(static role => role.Name == SimulatedRole.Everyone);
        List<RoleDescription> others = [.. guild.Roles.Where(role => role != everyone)];
        return
        [
            Role(everyone ?? new RoleDescription(SimulatedRole.Everyone), id, 0),
            .. others.Select((role, index) => Role(role, IdOr(role.Id), others.Count - index)),
        ];
    }

    private static SimulatedRole Role(RoleDescription role, Snowflake id, int position)
    {
        var settings = SettingMap.Empty.With("hoist", Flag(role.Hoist)).With("mentionable", Flag(role.Mentionable));
        string? permissions = role.Permissions is { } set ? ((ulong)set).ToString(CultureInfo.InvariantCulture) : null;
        return new SimulatedRole(id, role.Name, role.Color, position) { Settings = With(settings, "permissions", permissions) };
    }

    private List<SimulatedChannel> Channels(GuildDescription guild, Snowflake id)
    {
        var all = guild.Channels is [] ? [new ChannelDescription("general")] : guild.Channels;
        var channelIds = all.ToDictionary(static channel => channel.Name, channel => IdOr(channel.Id));
        return
        [
            .. all.Select((channel, index) =>
            {
                Snowflake? category = channel.Category is { } name ? channelIds[name] : null;
                return new SimulatedChannel(channelIds[channel.Name], channel.Name, channel.Kind, category, index, id)
                {
                    Settings = With(SettingMap.Empty.With("nsfw", Flag(channel.Nsfw)), "topic", channel.Topic),
                };
            }),
        ];
    }

    private Snowflake IdOr(Snowflake? id) => id ?? Unused(ids.Next);

    /// <summary>The next id that the description gives to nothing else.</summary>
    private Snowflake Unused(Func<Snowflake> next)
    {
        Snowflake id;
        do
        {
            id = next();
        }
        while (given.Contains(id));
        return id;
    }

    private static IEnumerable<Snowflake?> IdsOf(GuildDescription guild) =>
    [
        guild.Id,
        .. guild.Channels.Select(static channel => channel.Id),
        .. guild.Roles.Select(static role => role.Id),
        .. guild.People.Select(static person => person.Id),
    ];

    private static SettingMap With(SettingMap settings, string name, string? text) =>
        text is null ? settings : settings.With(name, Json.Write(writer => writer.WriteStringValue(text)));

    private static ReadOnlySpan<byte> Flag(bool value) => value ? "true"u8 : "false"u8;
}
