using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>A user or a role that was selected. One of <see cref="User"/> and <see cref="Role"/> is not null.</summary>
/// <param name="Id">The id of the user or role.</param>
/// <param name="User">The user; null for a role.</param>
/// <param name="Member">The user as a member of the guild; null for a role and for a user who is not a member.</param>
/// <param name="Role">The role; null for a user.</param>
public sealed record Mentionable(Snowflake Id, User? User, GuildMember? Member, Role? Role);
