using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Rest;

/// <summary>
/// Compares members by their highest roles. Whoever kicks, bans, times out or renames a member needs the permission and a higher role;
/// whoever gives, takes or changes a role needs a higher one than that. Nothing is allocated.
/// </summary>
/// <remarks>https://discord.com/developers/docs/topics/permissions#permission-hierarchy</remarks>
public static class RoleHierarchy
{
    /// <summary>
    /// Returns whether a member ranks above another one: the owner above all others, otherwise by the highest role. Permissions are not
    /// considered. A member does not rank above itself.
    /// </summary>
    /// <param name="guild">The guild, of a directory with <see cref="GuildDetails.Roles"/>.</param>
    /// <param name="member">The member who acts.</param>
    /// <param name="other">The member who is acted on.</param>
    /// <exception cref="InvalidOperationException">The guild has no roles.</exception>
    public static bool RanksAbove(this GuildEntry guild, MemberRoles member, MemberRoles other)
    {
        ArgumentNullException.ThrowIfNull(guild);
        return RanksAbove(guild.OwnerId, member, RankOf(guild, member), other, RankOf(guild, other));
    }

    /// <summary>Returns whether a member ranks above a role, and so may give, take and change it if it may manage roles.</summary>
    /// <param name="guild">The guild, of a directory with <see cref="GuildDetails.Roles"/>.</param>
    /// <param name="member">The member who acts.</param>
    /// <param name="role">The role.</param>
    /// <exception cref="InvalidOperationException">The guild has no roles.</exception>
    public static bool RanksAbove(this GuildEntry guild, MemberRoles member, RoleEntry role)
    {
        ArgumentNullException.ThrowIfNull(guild);
        return member.UserId == guild.OwnerId || RankOf(guild, member).IsAbove(new RoleRank(role.Position, role.Id));
    }

    /// <inheritdoc cref="RanksAbove(GuildEntry, MemberRoles, MemberRoles)"/>
    public static bool RanksAbove(this Guild guild, MemberRoles member, MemberRoles other)
    {
        ArgumentNullException.ThrowIfNull(guild);
        return RanksAbove(guild.OwnerId, member, RankOf(guild, member), other, RankOf(guild, other));
    }

    /// <inheritdoc cref="RanksAbove(GuildEntry, MemberRoles, RoleEntry)"/>
    public static bool RanksAbove(this Guild guild, MemberRoles member, Role role)
    {
        ArgumentNullException.ThrowIfNull(guild);
        ArgumentNullException.ThrowIfNull(role);
        return member.UserId == guild.OwnerId || RankOf(guild, member).IsAbove(new RoleRank(role.Position, role.Id));
    }

    private static bool RanksAbove(Snowflake? ownerId, MemberRoles member, RoleRank rank, MemberRoles other, RoleRank otherRank) =>
        member.UserId != other.UserId && other.UserId != ownerId && (member.UserId == ownerId || rank.IsAbove(otherRank));

    private static RoleRank RankOf(GuildEntry guild, MemberRoles member)
    {
        GuildPermissions.ThrowIfNoRoles(guild.Roles.Length, guild.Id);
        var highest = default(RoleRank);
        foreach (var role in guild.Roles.AsSpan())
        {
            highest = Higher(highest, new RoleRank(role.Position, role.Id), member);
        }

        return highest;
    }

    private static RoleRank RankOf(Guild guild, MemberRoles member)
    {
        GuildPermissions.ThrowIfNoRoles(guild.Roles.Length, guild.Id);
        var highest = default(RoleRank);
        foreach (var role in guild.Roles.AsSpan())
        {
            highest = Higher(highest, new RoleRank(role.Position, role.Id), member);
        }

        return highest;
    }

    private static RoleRank Higher(RoleRank highest, RoleRank role, MemberRoles member) =>
        member.Has(role.Id) && role.IsAbove(highest) ? role : highest;
}
