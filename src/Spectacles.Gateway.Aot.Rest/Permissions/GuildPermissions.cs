using System.Diagnostics;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Rest;

/// <summary>
/// Computes what a member may do, from the roles of the guild and the overwrites of a channel, as Discord does. Nothing is allocated.
/// </summary>
/// <remarks>
/// <para>
/// The owner and members with <see cref="Permissions.Administrator"/> may do everything. The result for a channel leaves out what is
/// denied implicitly: everything without <see cref="Permissions.ViewChannel"/>; what belongs to sending without
/// <see cref="Permissions.SendMessages"/>; what belongs to voice without <see cref="Permissions.Connect"/>. In a thread,
/// <see cref="Permissions.SendMessages"/> is set exactly if <see cref="Permissions.SendMessagesInThreads"/> is, because threads do not
/// inherit it. An interaction has the result already: <c>member.Permissions</c> and <c>app_permissions</c>.
/// </para>
/// https://discord.com/developers/docs/topics/permissions
/// </remarks>
public static class GuildPermissions
{
    /// <summary>All permissions that this library knows.</summary>
    public const Permissions All = (Permissions)(((1UL << 53) - 1) & ~(1UL << 47));

    /// <summary>Returns what a member may do in the guild, without the overwrites of its channels.</summary>
    /// <param name="guild">The guild, of a directory with <see cref="GuildDetails.Roles"/>.</param>
    /// <param name="member">The member.</param>
    /// <exception cref="InvalidOperationException">The guild has no roles.</exception>
    public static Permissions PermissionsOf(this GuildEntry guild, MemberRoles member) => Sum(guild, member).InGuild(guild.OwnerId);

    /// <summary>Returns what a member may do in a channel, or in a thread of it.</summary>
    /// <param name="guild">The guild, of a directory with <see cref="GuildDetails.Roles"/>.</param>
    /// <param name="member">The member.</param>
    /// <param name="channel">The channel; for a thread, the channel that it is in.</param>
    /// <param name="isThread">Whether a thread of the channel is meant.</param>
    /// <exception cref="InvalidOperationException">The guild has no roles.</exception>
    public static Permissions PermissionsOf(this GuildEntry guild, MemberRoles member, ChannelEntry channel, bool isThread = false)
    {
        var sum = Sum(guild, member);
        foreach (var overwrite in channel.Overwrites.AsSpan())
        {
            sum.AddOverwrite(overwrite.Id, overwrite.Type, overwrite.Allow, overwrite.Deny);
        }

        return sum.InChannel(guild.OwnerId, channel.Type, isThread);
    }

    /// <summary>Returns what a member may do in the guild, without the overwrites of its channels.</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="member">The member.</param>
    /// <exception cref="InvalidOperationException">The guild has no roles.</exception>
    public static Permissions PermissionsOf(this Guild guild, MemberRoles member) => Sum(guild, member).InGuild(guild.OwnerId);

    /// <summary>Returns what a member may do in a channel, or in a thread of it.</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="member">The member.</param>
    /// <param name="channel">The channel; for a thread, the channel that it is in, because a thread has no overwrites.</param>
    /// <param name="isThread">Whether a thread of the channel is meant.</param>
    /// <exception cref="ArgumentException">The channel is a thread.</exception>
    /// <exception cref="InvalidOperationException">The guild has no roles.</exception>
    public static Permissions PermissionsOf(this Guild guild, MemberRoles member, Channel channel, bool isThread = false)
    {
        ArgumentNullException.ThrowIfNull(channel);
        if (channel.Type is ChannelType.PublicThread or ChannelType.PrivateThread or ChannelType.AnnouncementThread)
        {
            throw new ArgumentException(
                "The channel is a thread, which has no overwrites. Pass the channel that the thread is in, with isThread: true.",
                nameof(channel));
        }

        var sum = Sum(guild, member);
        foreach (var overwrite in channel.PermissionOverwrites.AsSpan())
        {
            sum.AddOverwrite(overwrite.Id, overwrite.Type, overwrite.Allow, overwrite.Deny);
        }

        return sum.InChannel(guild.OwnerId, channel.Type, isThread);
    }

    private static PermissionSum Sum(GuildEntry guild, MemberRoles member)
    {
        ArgumentNullException.ThrowIfNull(guild);
        ThrowIfNoRoles(guild.Roles.Length, guild.Id);
        var sum = new PermissionSum(guild.Id, member);
        foreach (var role in guild.Roles.AsSpan())
        {
            sum.AddRole(role.Id, role.Permissions);
        }

        return sum;
    }

    private static PermissionSum Sum(Guild guild, MemberRoles member)
    {
        ArgumentNullException.ThrowIfNull(guild);
        ThrowIfNoRoles(guild.Roles.Length, guild.Id);
        var sum = new PermissionSum(guild.Id, member);
        foreach (var role in guild.Roles.AsSpan())
        {
            sum.AddRole(role.Id, role.Permissions);
        }

        return sum;
    }

    // Every guild has the role @everyone. Without it the result would be that nobody may do anything.
    [StackTraceHidden]
    internal static void ThrowIfNoRoles(int count, Snowflake guildId)
    {
        if (count == 0)
        {
            throw new InvalidOperationException(
                $"The guild {guildId} has no roles, so permissions cannot be computed. A directory needs GuildDetails.Roles, and the "
                    + "data of the guild must have arrived.");
        }
    }
}
