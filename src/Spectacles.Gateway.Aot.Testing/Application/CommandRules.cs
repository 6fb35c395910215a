using System.Globalization;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>What Discord requires of an application command beyond the types and lengths in its description of the API.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/application-commands#application-command-object</remarks>
internal static class CommandRules
{
    private const int LongestDescription = 100;

    /// <summary>Checks one command.</summary>
    public static void Check(JsonElement command, bool inGuild, FormErrors errors)
    {
        CommandNaming.CheckLocales(command, errors);
        switch (command.CommandKind())
        {
            case CommandKind.Slash:
                CheckSlashCommand(command, errors);
                break;
            case CommandKind.User or CommandKind.Message:
                CheckMenuCommand(command, errors);
                break;
            case CommandKind.EntryPoint when inGuild:
                errors["type"].Add("BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3).");
                break;
        }
    }

    /// <summary>Adds the error of a command that has the name and type of another one in its scope.</summary>
    public static void AddDuplicate(FormErrors errors) =>
        errors.Add("APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique");

    /// <summary>The limit that the commands of a scope exceed; null when they do not.</summary>
    /// <remarks>https://discord.com/developers/docs/interactions/application-commands#registering-a-command</remarks>
    public static int? ExceededLimit(IEnumerable<RegisteredCommand> commands)
    {
        foreach (var sameType in commands.GroupBy(command => (CommandKind)command.Type))
        {
            int limit = sameType.Key switch
            {
                CommandKind.Slash => 100,
                CommandKind.EntryPoint => 1,
                _ => 15,
            };
            if (sameType.Count() > limit)
            {
                return limit;
            }
        }

        return null;
    }

    private static void CheckSlashCommand(JsonElement command, FormErrors errors)
    {
        CommandNaming.CheckName(command, errors);
        if (command.Text("description") is not { } description)
        {
            errors["description"].AddRequired();
        }
        else if (description.Length == 0)
        {
            errors["description"].Add(
                "BASE_TYPE_BAD_LENGTH",
                string.Create(CultureInfo.InvariantCulture, $"Must be between 1 and {LongestDescription} in length."));
        }

        OptionRules.Check(command, errors);
        if (CommandSize.Of(command) > CommandSize.Limit)
        {
            errors.Add(
                "APPLICATION_COMMAND_TOO_LARGE",
                string.Create(CultureInfo.InvariantCulture, $"Command exceeds maximum size ({CommandSize.Limit})"));
        }
    }

    /// <summary>A command in the menu of a user or a message has neither a description nor options.</summary>
    /// <remarks>https://discord.com/developers/docs/interactions/application-commands#user-commands</remarks>
    private static void CheckMenuCommand(JsonElement command, FormErrors errors)
    {
        if (command.Text("description") is { Length: > 0 })
        {
            errors["description"].Add("APPLICATION_COMMAND_DESCRIPTION_INVALID", "Context menu commands cannot have description");
        }

        if (command.Elements("options").Any())
        {
            errors["options"].Add("APPLICATION_COMMAND_OPTIONS_INVALID", "Context menu commands cannot have options");
        }
    }
}
