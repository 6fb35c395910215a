using Spectacles.Gateway.Events;

namespace Spectacles.Gateway;

/// <summary>The permissions of a role or a member in one channel, in a <see cref="GuildDirectory"/>.</summary>
/// <param name="Id">The role's or the user's id.</param>
/// <param name="Type">Whether <paramref name="Id"/> is a role or a member.</param>
/// <param name="Allow">What is allowed in addition.</param>
/// <param name="Deny">What is not allowed.</param>
/// <remarks>https://discord.com/developers/docs/topics/permissions#permission-overwrites</remarks>
public readonly record struct OverwriteEntry(Snowflake Id, OverwriteType Type, Permissions Allow, Permissions Deny);
