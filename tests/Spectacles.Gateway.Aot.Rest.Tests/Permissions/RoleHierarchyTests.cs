using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>https://discord.com/developers/docs/topics/permissions#permission-hierarchy</summary>
public sealed class RoleHierarchyTests
{
    private const ulong GuildId = 1;
    private const ulong Owner = 100;

    private static readonly (ulong Id, int Position)[] Roles = [(GuildId, 0), (2, 1), (3, 2), (4, 2)];

    private static readonly GuildEntry Entry = new()
    {
        Id = GuildId,
        OwnerId = Owner,
        Roles = [.. Roles.Select(role => new RoleEntry(role.Id, "role", Permissions.None, role.Position, 0))],
    };

    private static readonly Guild Model = new()
    {
        Id = GuildId,
        Name = "guild",
        OwnerId = Owner,
        Roles = [.. Roles.Select(role => new Role { Id = role.Id, Name = "role", Colors = new RoleColors(), Position = role.Position })],
    };

    [Theory]
    [InlineData(Owner, 0, 101, 3, true)]
    [InlineData(101, 3, Owner, 0, false)]
    [InlineData(Owner, 0, Owner, 0, false)]
    [InlineData(101, 3, 101, 3, false)]
    [InlineData(101, 3, 102, 2, true)]
    [InlineData(101, 2, 102, 3, false)]
    [InlineData(101, 3, 102, 3, false)]
    [InlineData(101, 3, 102, 4, true)]
    [InlineData(101, 4, 102, 3, false)]
    [InlineData(101, 2, 102, 0, true)]
    [InlineData(101, 0, 102, 0, false)]
    [InlineData(101, 99, 102, 0, false)]
    public void Member_with_the_higher_role_ranks_above_and_the_owner_above_all(
        ulong id, ulong role, ulong other, ulong otherRole, bool isAbove)
    {
        Assert.Equal(isAbove, Entry.RanksAbove(new MemberRoles(id, [role]), new MemberRoles(other, [otherRole])));
        Assert.Equal(isAbove, Model.RanksAbove(new MemberRoles(id, [role]), new MemberRoles(other, [otherRole])));
    }

    [Theory]
    [InlineData(Owner, 0, 3, true)]
    [InlineData(101, 3, 2, true)]
    [InlineData(101, 3, 3, false)]
    [InlineData(101, 3, 4, true)]
    [InlineData(101, 4, 3, false)]
    [InlineData(101, 2, GuildId, true)]
    [InlineData(101, 0, GuildId, false)]
    public void Role_is_managed_by_those_with_a_higher_one(ulong id, ulong own, ulong role, bool isAbove)
    {
        Assert.Equal(isAbove, Entry.RanksAbove(new MemberRoles(id, [own]), Entry.FindRole(role)!.Value));
        Assert.Equal(isAbove, Model.RanksAbove(new MemberRoles(id, [own]), Model.Roles.Single(one => one.Id.Value == role)));
    }
}
