namespace Spectacles.Gateway.Testing;

/// <summary>The type of an option of a slash command, with Discord's numbers.</summary>
/// <remarks>
/// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-type
/// </remarks>
internal enum OptionKind
{
    Subcommand = 1,
    SubcommandGroup = 2,
    Text = 3,
    Integer = 4,
    Boolean = 5,
    User = 6,
    Channel = 7,
    Role = 8,
    Mentionable = 9,
    Number = 10,
    Attachment = 11,
}
