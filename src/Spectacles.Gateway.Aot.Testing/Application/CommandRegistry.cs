namespace Spectacles.Gateway.Testing;

/// <summary>The commands that the bot has registered, for all guilds and for single ones.</summary>
internal sealed class CommandRegistry
{
    private readonly Lock gate = new();
    private readonly List<RegisteredCommand> commands = [];

    public IReadOnlyList<RegisteredCommand> Snapshot()
    {
        lock (gate) return [.. commands];
    }

    /// <summary>Puts these commands in the place of all that the guild (null: all guilds) had.</summary>
    public void Replace(Snowflake? guildId, IEnumerable<RegisteredCommand> replacements)
    {
        lock (gate)
        {
            commands.RemoveAll(command => command.GuildId == guildId);
            commands.AddRange(replacements);
        }
    }

    /// <summary>The command with this name in this guild, the guild's own before that of all guilds; null when there is none.</summary>
    public RegisteredCommand? Find(string name, Snowflake guildId)
    {
        lock (gate)
            return commands.Find(command => command.Name == name && command.GuildId == guildId) ?? commands.Find(command => command.Name == name && command.GuildId is null);
    }
}
