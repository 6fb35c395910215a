namespace Spectacles.Gateway.Interactions;

/// <summary>
/// A value that a user entered does not fit its parameter, for example a text that is not a duration. The method was not called.
/// </summary>
/// <param name="option">The name of the option or of the field.</param>
/// <param name="message">A sentence for the user.</param>
public sealed class OptionException(string option, string message) : Exception(message)
{
    /// <summary>The name of the option or of the field.</summary>
    public string Option { get; } = option;
}
