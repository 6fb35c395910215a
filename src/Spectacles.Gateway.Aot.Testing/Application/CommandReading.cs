using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Reads the definition of a command and of its options.</summary>
internal static class CommandReading
{
    private const int GuildContext = 0;
    private const int DirectContext = 1;

    /// <summary>The definition, parsed.</summary>
    public static JsonElement Definition(this RegisteredCommand command)
    {
        using var document = JsonDocument.Parse(command.Json);
        return document.RootElement.Clone();
    }

    /// <summary>The type of a command, which is a slash command by default.</summary>
    public static CommandKind CommandKind(this JsonElement command) =>
        (CommandKind)(command.Integer("type") ?? (long)Testing.CommandKind.Slash);

    public static OptionKind OptionKind(this JsonElement option) => (OptionKind)(option.Integer("type") ?? 0);

    public static bool IsSubcommand(this JsonElement option) =>
        option.OptionKind() is Testing.OptionKind.Subcommand or Testing.OptionKind.SubcommandGroup;

    /// <summary>Whether users can use the command in guilds, or in direct messages with the bot.</summary>
    /// <remarks>https://discord.com/developers/docs/interactions/application-commands#interaction-contexts</remarks>
    public static bool IsOffered(this RegisteredCommand command, bool inGuild)
    {
        if (command.GuildId is not null)
        {
            return inGuild;
        }

        var definition = command.Definition();
        return definition.Field("contexts") is { ValueKind: JsonValueKind.Array } contexts
            ? contexts.EnumerateArray().Any(context => context.TryGetInt32(out int one) && one == (inGuild ? GuildContext : DirectContext))
            : inGuild || definition.Flag("dm_permission") != false;
    }
}
