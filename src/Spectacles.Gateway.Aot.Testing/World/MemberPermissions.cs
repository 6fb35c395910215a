using System.Buffers.Text;
using System.Globalization;

namespace Spectacles.Gateway.Testing;

/// <summary>What a member may do in a channel, computed from the guild's owner, the member's roles and the overwrites.</summary>
/// <remarks>https://discord.com/developers/docs/topics/permissions#permission-overwrites</remarks>
internal static class MemberPermissions
{
    private const ulong Administrator = 1 << 3;

    private static readonly ulong All = Enum.GetValues<Events.Permissions>().Aggregate(0UL, (all, one) => all | (ulong)one);

    private static readonly ulong OfNewGuild = ulong.Parse(Permissions.Member, CultureInfo.InvariantCulture);

    /// <summary>
    /// The permissions of a member in a channel of the guild, as Discord writes them. A thread has the overwrites of its channel.
    /// </summary>
    public static string In(SimulatedGuild guild, SimulatedMember member, SimulatedChannel channel)
    {
        var owner = channel.Thread is null ? channel : guild.Channels.FirstOrDefault(parent => parent.Id == channel.Parent) ?? channel;
        return Compute(guild, member, owner.Overwrites).ToString(CultureInfo.InvariantCulture);
    }

    private static ulong Compute(SimulatedGuild guild, SimulatedMember member, IReadOnlyList<PermissionOverwrite> overwrites)
    {
        if (guild.OwnerId == member.User.Id)
        {
            return All;
        }

        ulong permissions = guild.Roles
            .Where(role => role.Id == guild.Id || member.Roles.Contains(role.Id))
            .Aggregate(0UL, (all, role) => all | Of(role));
        if ((permissions & Administrator) != 0)
        {
            return All;
        }

        permissions = Apply(permissions, overwrites.Where(overwrite => overwrite.Id == guild.Id));
        permissions = Apply(permissions, overwrites.Where(overwrite => !overwrite.IsMember && member.Roles.Contains(overwrite.Id)));
        return Apply(permissions, overwrites.Where(overwrite => overwrite.IsMember && overwrite.Id == member.User.Id));
    }

    /// <summary>Denies first, and then allows: of several roles, one that allows wins.</summary>
    private static ulong Apply(ulong permissions, IEnumerable<PermissionOverwrite> overwrites)
    {
        var level = overwrites.ToArray();
        ulong denied = level.Aggregate(0UL, (all, overwrite) => all | overwrite.Deny);
        ulong allowed = level.Aggregate(0UL, (all, overwrite) => all | overwrite.Allow);
        return (permissions & ~denied) | allowed;
    }

    private static ulong Of(SimulatedRole role) =>
        Utf8Parser.TryParse(role.Settings["permissions"].Trim((byte)'"'), out ulong set, out _) ? set : OfNewGuild;
}
