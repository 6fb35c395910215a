using System.ComponentModel;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>What a method answers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum InteractionKind
{
    /// <summary>A slash command, or a command in the menu of a user or a message.</summary>
    Command,

    /// <summary>Suggestions for an option.</summary>
    Autocompletion,

    /// <summary>A component of a message.</summary>
    Component,

    /// <summary>A submitted modal.</summary>
    Modal,
}
