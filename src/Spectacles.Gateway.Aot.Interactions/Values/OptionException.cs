using System.Globalization;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>
/// A value that a user entered does not fit its parameter, for example a text that is not a duration. The method was not called. The user
/// reads the message; for values that the library reads, in the language of <see cref="InteractionOptions.TextsByLocale"/>.
/// </summary>
public sealed class OptionException : Exception
{
    private readonly Func<InteractionTexts, string>? choose;
    private readonly string values = "";

    /// <param name="option">The name of the option or of the field.</param>
    /// <param name="message">A sentence for the user.</param>
    public OptionException(string option, string message)
        : base(message) =>
        Option = option;

    /// <param name="option">The name of the option or of the field.</param>
    /// <param name="choose">Returns the sentence.</param>
    /// <param name="values">The values that fit.</param>
    internal OptionException(string option, Func<InteractionTexts, string> choose, string values = "")
        : base(Format(choose(InteractionTexts.Default), option, values)) =>
        (Option, this.choose, this.values) = (option, choose, values);

    /// <summary>The name of the option or of the field.</summary>
    public string Option { get; }

    /// <summary>Returns the sentence if the user has used a component or a modal; null if it is the same as for a command.</summary>
    internal Func<InteractionTexts, string>? ChooseForFields { get; init; }

    /// <summary>Returns the sentence for a user.</summary>
    internal string TextIn(InteractionTexts texts, InteractionType type)
    {
        bool isField = type is InteractionType.MessageComponent or InteractionType.ModalSubmit;
        var chosen = isField ? ChooseForFields ?? choose : choose;
        return chosen is null ? Message : Format(chosen(texts), Option, values);
    }

    private static string Format(string text, string option, string values) =>
        string.Format(CultureInfo.InvariantCulture, text, option, values);
}
