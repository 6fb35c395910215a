namespace Spectacles.Gateway.Testing;

/// <summary>What a user did to start an interaction, with Discord's numbers.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-type</remarks>
internal enum InteractionKind
{
    Command = 2,
    Component = 3,
    Autocomplete = 4,
    ModalSubmit = 5,
}
