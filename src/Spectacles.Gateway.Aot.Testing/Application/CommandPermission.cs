namespace Spectacles.Gateway.Testing;

/// <summary>Whether a role, a user or the users of a channel may use a command.</summary>
/// <param name="Id">The id of the role, the user or the channel.</param>
/// <param name="Type">1 for a role, 2 for a user, 3 for a channel.</param>
/// <param name="IsAllowed">Whether they may use the command.</param>
/// <remarks>https://discord.com/developers/docs/interactions/application-commands#application-command-permissions-object</remarks>
internal sealed record CommandPermission(Snowflake Id, int Type, bool IsAllowed);
