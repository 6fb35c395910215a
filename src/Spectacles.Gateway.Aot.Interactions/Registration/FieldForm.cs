namespace Spectacles.Gateway.Interactions;

/// <summary>How a field of a command is brought into the normal form.</summary>
internal enum FieldForm
{
    /// <summary>A text; an empty one is left out. Digits may also come as a number.</summary>
    Text,

    /// <summary>An object of texts by locale, sorted.</summary>
    Localizations,

    /// <summary>True, or left out.</summary>
    Flag,

    /// <summary>A number, in the shortest form.</summary>
    Number,

    /// <summary>A text or a number.</summary>
    Value,

    /// <summary>A set of numbers, sorted.</summary>
    Set,

    /// <summary>The options of a command, a group or a subcommand, in their order.</summary>
    Options,

    /// <summary>The choices of an option, in their order.</summary>
    Choices,
}
