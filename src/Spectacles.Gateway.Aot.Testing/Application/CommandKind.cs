namespace Spectacles.Gateway.Testing;

/// <summary>The type of an application command, with Discord's numbers.</summary>
/// <remarks>
/// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-types
/// </remarks>
internal enum CommandKind
{
    Slash = 1,
    User = 2,
    Message = 3,
    EntryPoint = 4,
}
