namespace Spectacles.Gateway.Testing;

/// <summary>Checks the names and references of a described world. The first error is reported.</summary>
internal sealed class WorldCheck
{
    private const int LargestColor = 0xFFFFFF;

    private readonly Dictionary<Snowflake, string> ids = [];
    private readonly Dictionary<string, (string Place, PersonDescription Person)> knownIds = [];
    private readonly Dictionary<string, (string Place, PersonDescription Person)> knownNames = [];

    private WorldCheck(Snowflake? bot)
    {
        if (bot is { } id)
        {
            ids[id] = "the bot";
        }
    }

    /// <param name="world">The world.</param>
    /// <param name="bot">The bot's id; null when it is not known.</param>
    /// <exception cref="FormatException">
    /// A name or id is wrong, missing or not unique. The message is a sentence with the place.
    /// </exception>
    public static void Check(WorldDescription world, Snowflake? bot = null)
    {
        var check = new WorldCheck(bot);
        Unique(world.Guilds.Select(static guild => guild.Name), "guilds", "guild");
        for (int index = 0; index < world.Guilds.Count; index++)
        {
            check.Guild(world.Guilds[index], $"guilds[{index}]");
        }
    }

    private void Guild(GuildDescription guild, string place)
    {
        Length(guild.Name, $"{place}.name", 2, 100);
        Id(guild.Id, place, place);
        var channels = Unique(guild.Channels.Select(static channel => channel.Name), $"{place}.channels", "channel");
        var roles = Unique(guild.Roles.Select(static role => role.Name), $"{place}.roles", "role");
        var people = Unique(guild.People.Select(static person => person.Name), $"{place}.people", "person");
        roles.Remove(SimulatedRole.Everyone);
        foreach (var (channel, at) in Places(guild.Channels, $"{place}.channels"))
        {
            Channel(channel, at, guild);
        }

        foreach (var (role, at) in Places(guild.Roles, $"{place}.roles"))
        {
            Role(role, at);
        }

        foreach (var (person, at) in Places(guild.People, $"{place}.people"))
        {
            Person(person, at, guild);
            Roles(person.Roles, at, roles, guild);
        }

        Roles(guild.BotRoles, place, roles, guild);
        if (guild.Owner is { } owner && !people.Contains(owner))
        {
            throw Missing(place, "person", owner, guild);
        }
    }

    private void Channel(ChannelDescription channel, string place, GuildDescription guild)
    {
        Length(channel.Name, $"{place}.name", 1, 100);
        Length(channel.Topic, $"{place}.topic", 0, 1024);
        Id(channel.Id, place, place);
        if (!WorldFile.Kinds.Values.Contains(channel.Kind))
        {
            throw Error($"{place}.type", $"it must be {WorldFileObject.ListOf([.. WorldFile.Kinds.Keys])}, not {channel.Kind}.");
        }

        if (channel.Category is not { } name)
        {
            return;
        }

        if (channel.Kind == ChannelKind.Category)
        {
            throw Error(place, $"\"{channel.Name}\" is a category, so it can't be in a category.");
        }

        var category = guild.Channels.FirstOrDefault(other => other.Name == name) ?? throw Missing(place, "category", name, guild);
        if (category.Kind != ChannelKind.Category)
        {
            throw Error(place, $"\"{name}\" is not a category.");
        }
    }

    private void Role(RoleDescription role, string place)
    {
        Length(role.Name, $"{place}.name", 1, 100);
        if (role.Name == SimulatedRole.Everyone && role.Id is not null)
        {
            throw Error($"{place}.id", $"the id of {SimulatedRole.Everyone} is that of the guild. Set the guild's id.");
        }

        Id(role.Id, place, place);
        if (role.Color is < 0 or > LargestColor)
        {
            throw Error($"{place}.color", $"it must be between 0 and 0xFFFFFF, not {role.Color}.");
        }
    }

    private void Person(PersonDescription person, string place, GuildDescription guild)
    {
        Length(person.Name, $"{place}.name", 2, 32);
        Length(person.GlobalName, $"{place}.global_name", 1, 32);
        Length(person.Nick, $"{place}.nick", 1, 32);
        if (person.Name == SimulatedWorld.BotName)
        {
            throw Error($"{place}.name", $"\"{person.Name}\" is the bot, which is in every guild.");
        }

        Id(person.Id, place, $"\"{person.Name}\"");
        Same(knownIds, person, static one => one.Id?.ToString(), place, "id");
        Same(knownNames, person, static one => one.GlobalName, place, "global_name");
        if (!WorldFile.Statuses.Contains(person.Status))
        {
            throw Error($"{place}.status", $"it must be {WorldFileObject.ListOf(WorldFile.Statuses)}, not \"{person.Status}\".");
        }

        if (person.VoiceChannel is { } name)
        {
            var channel = guild.Channels.FirstOrDefault(other => other.Name == name) ?? throw Missing(place, "channel", name, guild);
            if (channel.Kind is not (ChannelKind.Voice or ChannelKind.Stage))
            {
                throw Error(place, $"\"{name}\" is not a voice channel.");
            }
        }
    }

    /// <summary>What is told about a person in several guilds has to be the same.</summary>
    private static void Same(
        Dictionary<string, (string Place, PersonDescription Person)> known,
        PersonDescription person,
        Func<PersonDescription, string?> read,
        string place,
        string property)
    {
        if (read(person) is not { } value || known.TryAdd(person.Name, (place, person)))
        {
            return;
        }

        var (first, other) = known[person.Name];
        if (read(other) != value)
        {
            throw Error($"{place}.{property}", $"\"{person.Name}\" has another {property} in {first}: \"{read(other)}\".");
        }
    }

    private void Id(Snowflake? given, string place, string whose)
    {
        if (given is not { } id)
        {
            return;
        }

        if (id.Value == 0)
        {
            throw Error($"{place}.id", "it can't be 0.");
        }

        if (!ids.TryAdd(id, whose) && ids[id] != whose)
        {
            throw Error($"{place}.id", $"{id} is already the id of {ids[id]}.");
        }
    }

    private static void Roles(IReadOnlyList<string> names, string place, HashSet<string> roles, GuildDescription guild)
    {
        foreach (string name in names)
        {
            if (name == SimulatedRole.Everyone)
            {
                throw Error(place, $"every member has {name}. Leave it out.");
            }

            if (!roles.Contains(name))
            {
                throw Missing(place, "role", name, guild);
            }
        }
    }

    private static void Length(string? text, string place, int least, int most)
    {
        int length = text?.EnumerateRunes().Count() ?? least;
        if (length < least || length > most)
        {
            throw Error(place, $"it must have {least} to {most} characters, not {length}.");
        }
    }

    private static HashSet<string> Unique(IEnumerable<string> names, string place, string what)
    {
        var known = new HashSet<string>();
        int index = 0;
        foreach (string name in names)
        {
            if (!known.Add(name))
            {
                throw Error($"{place}[{index}].name", $"there is already a {what} \"{name}\".");
            }

            index++;
        }

        return known;
    }

    private static IEnumerable<(T Item, string Place)> Places<T>(IEnumerable<T> items, string place) =>
        items.Select((item, index) => (item, $"{place}[{index}]"));

    private static FormatException Missing(string place, string what, string name, GuildDescription guild) =>
        Error(place, $"there is no {what} \"{name}\" in \"{guild.Name}\".");

    private static FormatException Error(string place, string sentence) => WorldFileObject.Error(place, sentence);
}
