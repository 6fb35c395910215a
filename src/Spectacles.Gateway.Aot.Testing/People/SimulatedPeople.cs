namespace Spectacles.Gateway.Testing;

/// <summary>
/// Simulates actions of users. Each action dispatches the event that Discord would dispatch, on the guild's shard, to sessions whose
/// intents deliver it.
/// </summary>
/// <remarks>
/// In a guild in an outage, and in one that the bot is not in, every action throws <see cref="InvalidOperationException"/>.
/// </remarks>
public sealed partial class SimulatedPeople
{
    private readonly GatewayState state;
    private readonly MessageComposer messages;

    internal SimulatedPeople(GatewayState state, MessageComposer messages) => (this.state, this.messages) = (state, messages);

    /// <summary>The user with this name, in the first guild that the user is in.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">Nobody has this name.</exception>
    public SimulatedPerson this[string name]
    {
        get
        {
            foreach (var guild in state.World.Guilds)
            {
                if (guild.People.FirstOrDefault(person => person.User.Name == name) is { } member)
                {
                    return new SimulatedPerson(this, state, guild, member);
                }
            }

            var everybody = state.World.Guilds.SelectMany(guild => guild.People).Select(person => person.User.Name);
            string[] names = [.. everybody.Distinct().Take(20)];
            throw new KeyNotFoundException(
                $"Nobody is called \"{name}\". There {(names.Length == 0 ? "is nobody" : $"are: {string.Join(", ", names)}")}.");
        }
    }

    /// <summary>A user starts typing (TYPING_START).</summary>
    public void StartTyping(SimulatedGuild guild, SimulatedMember? who = null, SimulatedChannel? channel = null)
    {
        CheckReachable(guild);
        var member = UserOrOwner(guild, who);
        state.Dispatch("TYPING_START", Json.Write(writer =>
            writer.WriteTyping(channel ?? guild.FirstTextChannel, member.User, member, state.Rules.Time.GetUtcNow())));
    }

    /// <summary>A user's status changes (PRESENCE_UPDATE). Nothing is sent if it is the same as before.</summary>
    /// <param name="guild">The guild in which the change is visible.</param>
    /// <param name="who">The user.</param>
    /// <param name="status"><c>online</c>, <c>idle</c>, <c>dnd</c> or <c>offline</c>.</param>
    public void ChangePresence(SimulatedGuild guild, SimulatedMember who, string status)
    {
        CheckReachable(guild);
        ArgumentNullException.ThrowIfNull(who);
        lock (guild.Changes)
        {
            if (who.Status == status)
            {
                return;
            }

            who.Status = status;
            state.Dispatch("PRESENCE_UPDATE", Json.Write(writer => writer.WritePresence(who, guild, state.Rules.Time.GetUtcNow())));
        }
    }

    /// <summary>A user joins a voice channel, moves to another or leaves (VOICE_STATE_UPDATE).</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="who">The user.</param>
    /// <param name="channel">The channel; null to leave.</param>
    public void MoveToVoice(SimulatedGuild guild, SimulatedMember who, SimulatedChannel? channel)
    {
        CheckReachable(guild);
        ArgumentNullException.ThrowIfNull(who);
        lock (guild.Changes)
        {
            new Membership(state).Move(guild, who, channel?.Id);
        }
    }

    /// <summary>Users can do nothing in a guild in an outage, and the bot learns nothing of a guild that it is not in.</summary>
    private static void CheckReachable(SimulatedGuild guild)
    {
        ArgumentNullException.ThrowIfNull(guild);
        if (!guild.HasBot)
        {
            throw new InvalidOperationException(
                $"The bot is not in {guild.Name}, so it receives no event of it. Call SimulatedGateway.AddGuild before.");
        }

        if (guild.IsUnavailable)
        {
            throw new InvalidOperationException(
                $"{guild.Name} is in an outage, in which its users can do nothing. Call SimulatedGateway.EndOutage before.");
        }
    }

    private static SimulatedMember UserOrOwner(SimulatedGuild guild, SimulatedMember? named) =>
        named
            ?? guild.People.FirstOrDefault(member => member.User.Id == guild.OwnerId)
            ?? (guild.People is [var first, ..]
                ? first
                : throw new InvalidOperationException($"{guild.Name} has no users but the bot."));
}
