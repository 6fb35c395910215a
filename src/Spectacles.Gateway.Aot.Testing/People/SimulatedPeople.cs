namespace Spectacles.Gateway.Testing;

/// <summary>
/// Simulates actions of users. Each action dispatches the event that Discord would dispatch, on the guild's shard, to sessions whose
/// intents deliver it.
/// </summary>
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

            throw new KeyNotFoundException($"Nobody is called {name}. The names are in World.Guilds[...].People.");
        }
    }

    /// <summary>A user starts typing (TYPING_START).</summary>
    public void StartTyping(SimulatedGuild guild, SimulatedMember? who = null, SimulatedChannel? channel = null)
    {
        ArgumentNullException.ThrowIfNull(guild);
        state.Dispatch("TYPING_START", Json.Write(writer =>
        {
            var member = UserOrOwner(guild, who);
            writer.WriteStartObject();
            writer.WriteId("channel_id", (channel ?? guild.TextChannels[0]).Id);
            writer.WriteId("guild_id", guild.Id);
            writer.WriteId("user_id", member.User.Id);
            writer.WriteNumber("timestamp", state.Rules.Time.GetUtcNow().ToUnixTimeSeconds());
            writer.WritePropertyName("member");
            writer.WriteMember(member, withUser: true);
            writer.WriteEndObject();
        }));
    }

    /// <summary>A user's status changes (PRESENCE_UPDATE). Nothing is sent if it is the same as before.</summary>
    /// <param name="guild">The guild in which the change is visible.</param>
    /// <param name="who">The user.</param>
    /// <param name="status"><c>online</c>, <c>idle</c>, <c>dnd</c> or <c>offline</c>.</param>
    public void ChangePresence(SimulatedGuild guild, SimulatedMember who, string status)
    {
        ArgumentNullException.ThrowIfNull(guild);
        ArgumentNullException.ThrowIfNull(who);
        if (who.Status == status)
        {
            return;
        }

        who.Status = status;
        state.Dispatch("PRESENCE_UPDATE", Json.Write(writer => writer.WritePresence(who, guild, state.Rules.Time.GetUtcNow())));
    }

    /// <summary>A user joins a voice channel, moves to another or leaves (VOICE_STATE_UPDATE).</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="who">The user.</param>
    /// <param name="channel">The channel; null to leave.</param>
    public void MoveToVoice(SimulatedGuild guild, SimulatedMember who, SimulatedChannel? channel)
    {
        ArgumentNullException.ThrowIfNull(guild);
        ArgumentNullException.ThrowIfNull(who);
        who.VoiceChannelId = channel?.Id;
        state.Dispatch("VOICE_STATE_UPDATE", Json.Write(writer => writer.WriteVoiceState(who, guild)));
    }

    private static SimulatedMember UserOrOwner(SimulatedGuild guild, SimulatedMember? named) =>
        named
            ?? (
                guild.People.Count > 0
                    ? guild.People[0]
                    : throw new InvalidOperationException(
                        $"{guild.Name} has no users. Set SimulatedGatewayOptions.PeoplePerGuild to at least 1."));
}
