namespace Spectacles.Gateway.Generators;

/// <summary>What a method answers.</summary>
internal enum InteractionMethodKind
{
    SlashCommand,
    UserCommand,
    MessageCommand,
    Autocompletion,
    Component,
    Modal,
}
