namespace Spectacles.Gateway.Testing;

/// <summary>
/// The permissions of commands in guilds. The application's own id stands for all commands without permissions of their own.
/// </summary>
/// <remarks>https://discord.com/developers/docs/interactions/application-commands#permissions</remarks>
internal sealed class CommandPermissions
{
    private readonly Lock gate = new();
    private readonly Dictionary<(Snowflake Guild, Snowflake Command), IReadOnlyList<CommandPermission>> permissions = [];

    /// <summary>The permissions of a command in a guild; null when none were set.</summary>
    public IReadOnlyList<CommandPermission>? Find(Snowflake guild, Snowflake command)
    {
        lock (gate)
        {
            return permissions.GetValueOrDefault((guild, command));
        }
    }

    /// <summary>The permissions of all commands in a guild, by the command's id.</summary>
    public IReadOnlyList<(Snowflake Command, IReadOnlyList<CommandPermission> Entries)> In(Snowflake guild)
    {
        lock (gate)
        {
            return [.. permissions.Where(entry => entry.Key.Guild == guild).Select(entry => (entry.Key.Command, entry.Value))];
        }
    }

    /// <summary>Replaces the permissions of a command in a guild.</summary>
    public void Set(Snowflake guild, Snowflake command, IReadOnlyList<CommandPermission> replacement)
    {
        lock (gate)
        {
            permissions[(guild, command)] = replacement;
        }
    }

    /// <summary>Removes the permissions of a command that is deleted.</summary>
    public void Forget(Snowflake command)
    {
        lock (gate)
        {
            foreach (var key in permissions.Keys.Where(key => key.Command == command).ToArray())
            {
                permissions.Remove(key);
            }
        }
    }
}
