using Spectacles.Gateway.Events;

namespace Spectacles.Gateway;

/// <summary>A role in a <see cref="GuildDirectory"/>.</summary>
/// <param name="Id">The role's id; that of <c>@everyone</c> is the guild's.</param>
/// <param name="Name">The role's name.</param>
/// <param name="Permissions">What the role allows in all channels.</param>
/// <param name="Position">The position; roles with a greater one rank higher.</param>
/// <param name="Color">The color as 0xRRGGBB; 0 for none.</param>
/// <remarks>https://discord.com/developers/docs/topics/permissions#role-object</remarks>
public readonly record struct RoleEntry(Snowflake Id, string Name, Permissions Permissions, int Position, int Color);
