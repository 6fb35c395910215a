using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Rest;

/// <summary>Adds up the roles and overwrites of one member, in any order, and applies Discord's rules to the sum.</summary>
/// <param name="guildId">The guild's id, which is also that of the role <c>@everyone</c>.</param>
/// <param name="member">The member.</param>
/// <remarks>https://discord.com/developers/docs/topics/permissions#permission-overwrites</remarks>
internal ref struct PermissionSum(Snowflake guildId, MemberRoles member)
{
    /// <remarks>https://discord.com/developers/docs/topics/permissions#permissions-for-timed-out-members</remarks>
    private const Permissions WhenTimedOut = Permissions.ViewChannel | Permissions.ReadMessageHistory;

    /// <remarks>https://discord.com/developers/docs/topics/permissions#implicit-permissions</remarks>
    private const Permissions NeedSending =
        Permissions.MentionEveryone | Permissions.SendTtsMessages | Permissions.AttachFiles | Permissions.EmbedLinks;

    // The documentation names one example; these are what a member does in a voice channel, and what changes the channel.
    private const Permissions NeedConnection =
        Permissions.ManageChannels | Permissions.ManageRoles | Permissions.PrioritySpeaker | Permissions.Stream | Permissions.Speak
        | Permissions.MuteMembers | Permissions.DeafenMembers | Permissions.MoveMembers | Permissions.UseVad | Permissions.RequestToSpeak
        | Permissions.UseEmbeddedActivities | Permissions.UseSoundboard | Permissions.UseExternalSounds | Permissions.SetVoiceChannelStatus;

    private readonly MemberRoles member = member;
    private Permissions allowed;
    private Permissions everyoneAllow;
    private Permissions everyoneDeny;
    private Permissions rolesAllow;
    private Permissions rolesDeny;
    private Permissions memberAllow;
    private Permissions memberDeny;

    /// <summary>Adds a role of the guild, if the member has it.</summary>
    public void AddRole(Snowflake id, Permissions permissions)
    {
        if (id == guildId || member.Has(id))
        {
            allowed |= permissions;
        }
    }

    /// <summary>Adds an overwrite of the channel, if it is about the member.</summary>
    public void AddOverwrite(Snowflake id, OverwriteType type, Permissions allow, Permissions deny)
    {
        if (type == OverwriteType.Member)
        {
            if (id == member.UserId)
            {
                memberAllow = allow;
                memberDeny = deny;
            }
        }
        else if (id == guildId)
        {
            everyoneAllow = allow;
            everyoneDeny = deny;
        }
        else if (member.Has(id))
        {
            rolesAllow |= allow;
            rolesDeny |= deny;
        }
    }

    /// <summary>Returns what the member may do where no channel has overwrites.</summary>
    public readonly Permissions InGuild(Snowflake? ownerId) =>
        IsUnlimited(ownerId) ? GuildPermissions.All
        : member.IsTimedOut ? allowed & WhenTimedOut
        : allowed;

    /// <summary>Returns what the member may do in the channel, or in a thread of it.</summary>
    public readonly Permissions InChannel(Snowflake? ownerId, ChannelType type, bool isThread)
    {
        if (IsUnlimited(ownerId))
        {
            return GuildPermissions.All;
        }

        var result = (allowed & ~everyoneDeny) | everyoneAllow;
        result = (result & ~rolesDeny) | rolesAllow;
        result = (result & ~memberDeny) | memberAllow;
        result = isThread ? InThread(result) : result;
        result = member.IsTimedOut ? result & WhenTimedOut : result;
        if (!result.HasFlag(Permissions.ViewChannel))
        {
            return Permissions.None;
        }

        result = result.HasFlag(Permissions.SendMessages) ? result : result & ~NeedSending;
        return type is ChannelType.GuildVoice or ChannelType.GuildStageVoice && !result.HasFlag(Permissions.Connect)
            ? result & ~NeedConnection
            : result;
    }

    /// <remarks>https://discord.com/developers/docs/topics/permissions#inherited-permissions-threads</remarks>
    private static Permissions InThread(Permissions inParent) => inParent.HasFlag(Permissions.SendMessagesInThreads)
        ? inParent | Permissions.SendMessages
        : inParent & ~Permissions.SendMessages;

    private readonly bool IsUnlimited(Snowflake? ownerId) => member.UserId == ownerId || allowed.HasFlag(Permissions.Administrator);
}
