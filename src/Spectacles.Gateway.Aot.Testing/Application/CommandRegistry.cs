namespace Spectacles.Gateway.Testing;

/// <summary>The commands that the bot has registered, globally and for single guilds.</summary>
internal sealed class CommandRegistry
{
    private readonly Lock gate = new();
    private readonly List<RegisteredCommand> commands = [];

    public IReadOnlyList<RegisteredCommand> Snapshot()
    {
        lock (gate)
        {
            return [.. commands];
        }
    }

    /// <summary>Replaces all commands of the guild, or all global commands when the guild is null.</summary>
    public void Replace(Snowflake? guildId, IEnumerable<RegisteredCommand> replacements)
    {
        lock (gate)
        {
            commands.RemoveAll(command => command.GuildId == guildId);
            commands.AddRange(replacements);
        }
    }

    /// <summary>The command with this name in this guild. A guild command hides a global one; null when there is neither.</summary>
    public RegisteredCommand? Find(string name, Snowflake guildId)
    {
        lock (gate)
        {
            return commands.Find(command => command.Name == name && command.GuildId == guildId)
                ?? commands.Find(command => command.Name == name && command.GuildId is null);
        }
    }
}
