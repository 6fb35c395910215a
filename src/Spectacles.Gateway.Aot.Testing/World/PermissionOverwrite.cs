namespace Spectacles.Gateway.Testing;

/// <summary>What a role or a member may and may not do in one channel.</summary>
/// <param name="Id">The role's or the user's id.</param>
/// <param name="IsMember">Whether it is for a member, not for a role.</param>
/// <param name="Allow">The bit set of what is allowed.</param>
/// <param name="Deny">The bit set of what is denied.</param>
/// <remarks>https://discord.com/developers/docs/resources/channel#overwrite-object</remarks>
internal sealed record PermissionOverwrite(Snowflake Id, bool IsMember, ulong Allow, ulong Deny);
