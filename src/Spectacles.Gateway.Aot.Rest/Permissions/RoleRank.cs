namespace Spectacles.Gateway.Rest;

/// <summary>The place of a role among the roles of its guild. The default is that of a member without roles, below all roles.</summary>
/// <param name="Position">The role's position.</param>
/// <param name="Id">The role's id. Of two roles with the same position, the older one ranks higher.</param>
/// <remarks>
/// https://discord.com/developers/docs/topics/permissions#permission-hierarchy,
/// https://discord.com/developers/docs/topics/permissions#role-object
/// </remarks>
internal readonly record struct RoleRank(int Position, Snowflake Id)
{
    /// <summary>Returns whether this role ranks above another one.</summary>
    public bool IsAbove(RoleRank other) =>
        this != default && (other == default || Position > other.Position || (Position == other.Position && Id < other.Id));
}
