namespace Spectacles.Gateway.Generators;

/// <summary>A text in one language.</summary>
/// <param name="Locale">Discord's name of the language.</param>
/// <param name="Text">The text.</param>
internal sealed record LocalizedTextSpec(string Locale, string Text);
