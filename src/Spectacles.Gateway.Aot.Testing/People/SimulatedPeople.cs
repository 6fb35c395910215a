namespace Spectacles.Gateway.Testing;

/// <summary>Lets the people of the guilds do things. Each becomes the event that Discord would dispatch, on the guild's shard, to sessions whose intents deliver it.</summary>
public sealed class SimulatedPeople
{
    private readonly GatewayState state;
    private readonly MessageComposer messages;

    internal SimulatedPeople(GatewayState state, MessageComposer messages) => (this.state, this.messages) = (state, messages);

    /// <summary>Somebody writes a message (MESSAGE_CREATE). <c>&lt;@id&gt;</c> in it mentions the user with that id.</summary>
    /// <param name="guild">Where.</param>
    /// <param name="content">The text.</param>
    /// <param name="author">Who; by default the guild's owner.</param>
    /// <param name="channel">The channel; by default the first text channel.</param>
    /// <returns>The message's id.</returns>
    public Snowflake Say(SimulatedGuild guild, string content, SimulatedMember? author = null, SimulatedChannel? channel = null)
    {
        ArgumentNullException.ThrowIfNull(guild);
        SimulatedMessage message = messages.Compose(channel ?? guild.TextChannels[0], Somebody(guild, author).User, content);
        messages.Dispatch(message);
        return message.Id;
    }

    /// <summary>A person writes to the bot (MESSAGE_CREATE without a guild, on shard 0).</summary>
    /// <returns>The message's id.</returns>
    public Snowflake SayDirectly(SimulatedUser person, string content)
    {
        SimulatedMessage message = messages.Compose(state.World.DirectMessagesWith(person), person, content);
        messages.Dispatch(message);
        return message.Id;
    }

    /// <summary>Somebody begins to type (TYPING_START).</summary>
    public void StartTyping(SimulatedGuild guild, SimulatedMember? who = null, SimulatedChannel? channel = null)
    {
        ArgumentNullException.ThrowIfNull(guild);
        state.Dispatch("TYPING_START", Json.Write(writer =>
        {
            SimulatedMember member = Somebody(guild, who);
            writer.WriteStartObject();
            writer.WriteId("channel_id", (channel ?? guild.TextChannels[0]).Id);
            writer.WriteId("guild_id", guild.Id);
            writer.WriteId("user_id", member.User.Id);
            writer.WriteNumber("timestamp", state.Terms.Clock.GetUtcNow().ToUnixTimeSeconds());
            writer.WritePropertyName("member");
            writer.WriteMember(member, withUser: true);
            writer.WriteEndObject();
        }));
    }

    /// <summary>Somebody reacts to a message (MESSAGE_REACTION_ADD).</summary>
    public void React(SimulatedGuild guild, Snowflake messageId, string emoji, SimulatedMember? who = null, SimulatedChannel? channel = null)
    {
        ArgumentNullException.ThrowIfNull(guild);
        state.Dispatch("MESSAGE_REACTION_ADD", Json.Write(writer =>
        {
            SimulatedMember member = Somebody(guild, who);
            writer.WriteStartObject();
            writer.WriteId("user_id", member.User.Id);
            writer.WriteId("channel_id", (channel ?? guild.TextChannels[0]).Id);
            writer.WriteId("message_id", messageId);
            writer.WriteId("message_author_id", Somebody(guild, null).User.Id);
            writer.WriteId("guild_id", guild.Id);
            writer.WritePropertyName("member");
            writer.WriteMember(member, withUser: true);
            writer.WriteStartObject("emoji");
            writer.WriteNull("id");
            writer.WriteString("name", emoji);
            writer.WriteEndObject();
            writer.WriteBoolean("burst", false);
            writer.WriteNumber("type", 0);
            writer.WriteEndObject();
        }));
    }

    /// <summary>Somebody comes, goes, or is idle (PRESENCE_UPDATE).</summary>
    /// <param name="guild">Where it is seen.</param>
    /// <param name="who">Who.</param>
    /// <param name="status"><c>online</c>, <c>idle</c>, <c>dnd</c> or <c>offline</c>.</param>
    public void ChangePresence(SimulatedGuild guild, SimulatedMember who, string status)
    {
        ArgumentNullException.ThrowIfNull(guild);
        ArgumentNullException.ThrowIfNull(who);
        who.Status = status;
        state.Dispatch("PRESENCE_UPDATE", Json.Write(writer => writer.WritePresence(who, guild, state.Terms.Clock.GetUtcNow())));
    }

    /// <summary>Somebody joins a voice channel, moves to another, or leaves (VOICE_STATE_UPDATE).</summary>
    /// <param name="guild">Where.</param>
    /// <param name="who">Who.</param>
    /// <param name="channel">The channel; null to leave.</param>
    public void MoveToVoice(SimulatedGuild guild, SimulatedMember who, SimulatedChannel? channel)
    {
        ArgumentNullException.ThrowIfNull(guild);
        ArgumentNullException.ThrowIfNull(who);
        who.VoiceChannelId = channel?.Id;
        state.Dispatch("VOICE_STATE_UPDATE", Json.Write(writer => writer.WriteVoiceState(who, guild)));
    }

    /// <summary>Somebody uses a command (INTERACTION_CREATE). The bot has 3 seconds to answer, by the gateway's clock.</summary>
    /// <param name="guild">Where.</param>
    /// <param name="command">The command's name, without the slash.</param>
    /// <param name="who">Who; by default the guild's owner.</param>
    /// <param name="channel">The channel; by default the first text channel.</param>
    /// <returns>The interaction's id; null when the bot has not registered such a command there, so that nobody can use it.</returns>
    public Snowflake? UseCommand(SimulatedGuild guild, string command, SimulatedMember? who = null, SimulatedChannel? channel = null)
    {
        ArgumentNullException.ThrowIfNull(guild);
        if (state.Commands.Find(command, guild.Id) is not { } registered) return null;
        SimulatedChannel place = channel ?? guild.TextChannels[0];
        PendingInteraction interaction = state.Interactions.Begin(state.World.Ids.Next(), place.Id);
        state.Dispatch("INTERACTION_CREATE", Json.Write(
            writer => writer.WriteCommandUse(interaction, registered, guild, place, Somebody(guild, who), state.World.ApplicationId)));
        return interaction.Id;
    }

    private static SimulatedMember Somebody(SimulatedGuild guild, SimulatedMember? named) =>
        named ?? (guild.People.Count > 0 ? guild.People[0] : throw new InvalidOperationException($"{guild.Name} has no people: see SimulatedGatewayOptions.PeoplePerGuild."));
}
