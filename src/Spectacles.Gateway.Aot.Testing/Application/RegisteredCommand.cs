namespace Spectacles.Gateway.Testing;

/// <summary>An application command that the bot has registered.</summary>
/// <param name="Id">The command's id.</param>
/// <param name="Name">The command's name.</param>
/// <param name="Type">1 for a slash command, 2 for a user menu command, 3 for a message menu command.</param>
/// <param name="GuildId">The guild of a guild command; null for a global command.</param>
/// <param name="Json">The command as the bot sent it, with the fields of later edits.</param>
public sealed record RegisteredCommand(Snowflake Id, string Name, int Type, Snowflake? GuildId, string Json)
{
    /// <summary>The id of the newest change; the command's own id when it was never changed.</summary>
    public Snowflake Version { get; init; } = Id;
}
