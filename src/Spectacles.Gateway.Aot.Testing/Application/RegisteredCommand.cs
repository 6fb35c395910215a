namespace Spectacles.Gateway.Testing;

/// <summary>An application command that the bot has registered.</summary>
/// <param name="Id">The command's id.</param>
/// <param name="Name">The command's name.</param>
/// <param name="Type">1 for a slash command, 2 for a user's, 3 for a message's menu.</param>
/// <param name="GuildId">The only guild that has the command; null when all have it.</param>
/// <param name="Json">The command as the bot sent it.</param>
public sealed record RegisteredCommand(Snowflake Id, string Name, int Type, Snowflake? GuildId, string Json);
