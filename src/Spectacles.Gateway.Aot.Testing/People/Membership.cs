namespace Spectacles.Gateway.Testing;

/// <summary>The members of guilds: who joins, leaves and changes, with the events.</summary>
/// <remarks>The caller holds <see cref="SimulatedGuild.Changes"/>.</remarks>
internal sealed class Membership(GatewayState state)
{
    /// <summary>Whether the member can leave: neither the owner, who has to give the guild away before, nor the bot.</summary>
    public static bool CanBeRemoved(SimulatedGuild guild, SimulatedMember member) =>
        member.User.Id != guild.OwnerId && member != guild.Bot;

    /// <remarks>https://discord.com/developers/docs/events/gateway-events#guild-member-add</remarks>
    public SimulatedMember Join(SimulatedGuild guild, SimulatedUser user)
    {
        var member = new SimulatedMember(user, [], state.Rules.Time.GetUtcNow());
        guild.MemberList.Add(member);
        Dispatch("GUILD_MEMBER_ADD", guild, member);
        return member;
    }

    /// <summary>Removes a member, who leaves the voice channel as well.</summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway-events#guild-member-remove</remarks>
    public void Remove(SimulatedGuild guild, SimulatedMember member)
    {
        guild.MemberList.Remove(other => other == member);
        if (member.VoiceChannelId is not null)
        {
            Move(guild, member, null);
        }

        state.Dispatch("GUILD_MEMBER_REMOVE", WriteUserOf(guild, member.User));
    }

    /// <summary>The data of an event that has only a guild and a user.</summary>
    public static byte[] WriteUserOf(SimulatedGuild guild, SimulatedUser user) => Json.Write((guild, user), static (writer, of) =>
    {
        writer.WriteStartObject();
        writer.WriteId("guild_id", of.guild.Id);
        writer.WritePropertyName("user");
        writer.WriteUser(of.user);
        writer.WriteEndObject();
    });

    /// <summary>Dispatches that a member has changed.</summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway-events#guild-member-update</remarks>
    public void DispatchUpdate(SimulatedGuild guild, SimulatedMember member) => Dispatch("GUILD_MEMBER_UPDATE", guild, member);

    /// <summary>Moves a member to a voice channel, or, for null, out of it.</summary>
    public void Move(SimulatedGuild guild, SimulatedMember member, Snowflake? channel)
    {
        member.VoiceChannelId = channel;
        DispatchVoiceState(guild, member);
    }

    /// <remarks>https://discord.com/developers/docs/events/gateway-events#voice-state-update</remarks>
    public void DispatchVoiceState(SimulatedGuild guild, SimulatedMember member) =>
        state.Dispatch("VOICE_STATE_UPDATE", Json.Write(writer => writer.WriteVoiceState(member, guild)));

    private void Dispatch(string name, SimulatedGuild guild, SimulatedMember member) => state.Dispatch(name, Json.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteId("guild_id", guild.Id);
        writer.WriteMemberFields(member, withUser: true);
        writer.WriteEndObject();
    }));
}
