namespace Spectacles.Gateway.Testing;

/// <summary>The commands that the bot has registered, globally and for single guilds.</summary>
internal sealed class CommandRegistry
{
    private readonly Lock gate = new();
    private readonly List<RegisteredCommand> commands = [];

    /// <summary>
    /// Held by a REST call about commands from its first read to its last change, so that it loses no change of another call.
    /// </summary>
    public Lock Changes { get; } = new();

    public IReadOnlyList<RegisteredCommand> Snapshot()
    {
        lock (gate)
        {
            return [.. commands];
        }
    }

    /// <summary>The commands of the guild, or all global commands when the guild is null.</summary>
    public IReadOnlyList<RegisteredCommand> In(Snowflake? guildId)
    {
        lock (gate)
        {
            return [.. commands.Where(command => command.GuildId == guildId)];
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

    /// <summary>Adds a command, or replaces the one with its id.</summary>
    public void Put(RegisteredCommand command)
    {
        lock (gate)
        {
            int index = commands.FindIndex(known => known.Id == command.Id);
            if (index < 0)
            {
                commands.Add(command);
            }
            else
            {
                commands[index] = command;
            }
        }
    }

    public void Remove(Snowflake id)
    {
        lock (gate)
        {
            commands.RemoveAll(command => command.Id == id);
        }
    }

    /// <summary>A sentence with the names of the commands.</summary>
    public string Describe()
    {
        var known = Snapshot();
        return known.Count == 0
            ? "It has registered no command."
            : $"It has registered: {string.Join(", ", known.Select(command => command.Name))}.";
    }

    /// <summary>
    /// The command with this name and type that users see in a guild, or in direct messages when the guild is null. A guild command hides a
    /// global one; null when there is neither.
    /// </summary>
    public RegisteredCommand? Find(string name, CommandKind kind, Snowflake? guildId)
    {
        lock (gate)
        {
            var named = commands.FindAll(command => command.Name == name && command.Type == (int)kind);
            return named.Find(command => command.GuildId == guildId) ?? named.Find(command => command.GuildId is null);
        }
    }
}
