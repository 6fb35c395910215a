using System.Globalization;

namespace Spectacles.Gateway.Testing;

/// <summary>The bot, its guilds and their users. The same options give the same world.</summary>
public sealed class SimulatedWorld
{
    internal const string BotName = "simulated-bot";

    private static readonly string[] FirstNames =
    [
        "ada", "blaise", "chidi", "dorothy", "edsger", "frances", "grace", "hedy", "ivan", "jun",
    ];

    private readonly Dictionary<Snowflake, SimulatedGuild> guildsOfChannels = [];
    private readonly Dictionary<Snowflake, SimulatedChannel> directMessages = [];
    private readonly Dictionary<Snowflake, SimulatedGuild> guildsById = [];
    private readonly Dictionary<Snowflake, SimulatedUser> users = [];
    private readonly Lock gate = new();
    private readonly int peoplePerGuild;
    private volatile SimulatedGuild[] guilds = [];

    internal SimulatedWorld(
        int seed, int guildCount, int peoplePerGuild, Snowflake? applicationId, TimeProvider time, WorldDescription? described)
    {
        this.peoplePerGuild = peoplePerGuild;
        Ids = new IdSource(seed, time);
        var own = Ids.Next();
        ApplicationId = applicationId ?? own;
        Bot = new SimulatedUser(ApplicationId, BotName, true);
        guilds = described is null
            ? [.. Enumerable.Range(0, guildCount).Select(_ => Found())]
            : [.. new WorldBuilder(described, Bot, Ids).Build().Select(Register)];
        Array.ForEach(guilds, static guild => guild.HasBot = true);
    }

    /// <summary>The application's id.</summary>
    public Snowflake ApplicationId { get; }

    /// <summary>The bot's own user, whose id is the application's.</summary>
    public SimulatedUser Bot
    {
        get => Volatile.Read(ref field);
        private set => Volatile.Write(ref field, value);
    }

    /// <summary>
    /// The guilds that the bot is in. <see cref="SimulatedGateway.AddGuild"/> and <see cref="SimulatedGateway.RemoveGuild"/> replace the
    /// list.
    /// </summary>
    public IReadOnlyList<SimulatedGuild> Guilds => guilds;

    internal IdSource Ids { get; }

    /// <summary>The first guild with this name.</summary>
    /// <exception cref="KeyNotFoundException">There is none. The message lists the names that exist.</exception>
    public SimulatedGuild this[string name] => Guilds.Named(static guild => guild.Name, name, "guild", "the world");

    /// <summary>The guild with this id; null when the bot is in none with it.</summary>
    internal SimulatedGuild? FindGuild(Snowflake id)
    {
        lock (gate)
        {
            return guildsById.GetValueOrDefault(id) is { HasBot: true } guild ? guild : null;
        }
    }

    /// <summary>The channel with this id, direct messages included; null when there is none that the bot can see.</summary>
    internal SimulatedChannel? FindChannel(Snowflake id)
    {
        SimulatedGuild? guild;
        lock (gate)
        {
            if (!guildsOfChannels.TryGetValue(id, out guild))
            {
                return directMessages.Values.FirstOrDefault(channel => channel.Id == id);
            }
        }

        return guild.HasBot ? guild.Channels.FirstOrDefault(channel => channel.Id == id) : null;
    }

    /// <summary>The user with this id, whether in a guild or not; null when there is none.</summary>
    internal SimulatedUser? FindUser(Snowflake id)
    {
        lock (gate)
        {
            return id == Bot.Id ? Bot : users.GetValueOrDefault(id);
        }
    }

    /// <summary>Whether a user has this name.</summary>
    internal bool HasUser(string name)
    {
        lock (gate)
        {
            return users.Values.Any(user => user.Name == name);
        }
    }

    /// <summary>Creates a user, who is in no guild yet.</summary>
    internal SimulatedUser AddUser(string name)
    {
        lock (gate)
        {
            var user = new SimulatedUser(Ids.Next(), name, false);
            return users[user.Id] = user;
        }
    }

    /// <summary>Changes the bot's user, everywhere.</summary>
    internal SimulatedUser ChangeBot(Func<SimulatedUser, SimulatedUser> change)
    {
        lock (gate)
        {
            Bot = change(Bot);
            foreach (var guild in guildsById.Values)
            {
                guild.Bot.User = Bot;
            }

            return Bot;
        }
    }

    /// <summary>Adds a channel or thread to a guild.</summary>
    internal void AddChannel(SimulatedGuild guild, SimulatedChannel channel)
    {
        guild.ChannelList.Add(channel);
        lock (gate)
        {
            guildsOfChannels[channel.Id] = guild;
        }
    }

    /// <summary>Removes a channel or thread.</summary>
    internal void RemoveChannel(SimulatedGuild guild, Snowflake id)
    {
        guild.ChannelList.Remove(channel => channel.Id == id);
        lock (gate)
        {
            guildsOfChannels.Remove(id);
        }
    }

    /// <summary>Creates a guild, which the bot is not in yet.</summary>
    internal SimulatedGuild Found()
    {
        lock (gate)
        {
            int index = guildsById.Count;
            while (guildsById.ContainsKey(Ids.Guild(index)))
            {
                index++;
            }

            return Register(Create(index, peoplePerGuild));
        }
    }

    private SimulatedGuild Register(SimulatedGuild guild)
    {
        guildsById[guild.Id] = guild;
        foreach (var channel in guild.Channels)
        {
            guildsOfChannels[channel.Id] = guild;
        }

        foreach (var member in guild.People)
        {
            users.TryAdd(member.User.Id, member.User);
        }

        return guild;
    }

    /// <summary>The bot joins a guild of this world.</summary>
    /// <exception cref="InvalidOperationException">The bot is in the guild, or the guild is not of this world.</exception>
    internal void Join(SimulatedGuild guild)
    {
        lock (gate)
        {
            if (guild.HasBot || guildsById.GetValueOrDefault(guild.Id) != guild)
            {
                throw new InvalidOperationException(
                    guild.HasBot ? $"The bot is already in {guild.Name}." : $"{guild.Name} is a guild of another simulated gateway.");
            }

            guild.HasBot = true;
            guilds = [.. guilds, guild];
        }
    }

    /// <summary>The bot is no longer in the guild.</summary>
    internal void Leave(SimulatedGuild guild)
    {
        lock (gate)
        {
            guild.HasBot = false;
            guild.IsUnavailable = false;
            guild.Bot.VoiceChannelId = null;
            guilds = [.. guilds.Where(other => other != guild)];
        }
    }

    /// <summary>The direct message channel of the bot and this user, created at first use.</summary>
    internal SimulatedChannel DirectMessagesWith(SimulatedUser person)
    {
        ArgumentNullException.ThrowIfNull(person);
        lock (gate)
        {
            if (directMessages.TryGetValue(person.Id, out var known))
            {
                return known;
            }

            var channel = new SimulatedChannel(Ids.Now(), person.Name, ChannelKind.DirectMessage, null, 0, null) { Recipient = person };
            return directMessages[person.Id] = channel;
        }
    }

    private SimulatedGuild Create(int index, int people)
    {
        var id = Ids.Guild(index);
        var founded = id.CreatedAt;
        var helpers = new SimulatedRole(Ids.Next(), "helpers", 0x3498DB, 1);
        SimulatedRole[] roles = [new SimulatedRole(id, SimulatedRole.Everyone, 0, 0), helpers];
        var category = new SimulatedChannel(Ids.Next(), "Rooms", ChannelKind.Category, null, 0, id);
        var general = new SimulatedChannel(Ids.Next(), "general", ChannelKind.Text, category.Id, 1, id);
        SimulatedChannel[] all =
        [
            category,
            general,
            new SimulatedChannel(Ids.Next(), "bots", ChannelKind.Text, category.Id, 2, id),
            new SimulatedChannel(Ids.Next(), "lounge", ChannelKind.Voice, category.Id, 3, id),
        ];
        var threadId = Ids.Next();
        var members = new List<SimulatedMember> { new(Bot, [], founded) };
        for (int number = 0; number < people; number++)
        {
            // The first people of the first guild are known by their first names alone.
            string name = index == 0 && number < FirstNames.Length
                ? FirstNames[number]
                : string.Create(CultureInfo.InvariantCulture, $"{FirstNames[number % FirstNames.Length]}_{index}_{number}");
            members.Add(new SimulatedMember(AddUser(name), number % 3 == 0 ? [helpers.Id] : [], founded));
        }

        var starter = members.Count > 1 ? members[1].User : Bot;
        var thread = new SimulatedChannel(threadId, "a thread", ChannelKind.Thread, general.Id, 0, id)
        {
            Thread = new SimulatedThread(starter, threadId.CreatedAt) { Members = [new ThreadMember(starter, threadId.CreatedAt)] },
        };
        return new SimulatedGuild(id, string.Create(CultureInfo.InvariantCulture, $"Guild {index}"), roles, [.. all, thread], members);
    }
}
