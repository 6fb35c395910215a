namespace Spectacles.Gateway.Generators;

/// <summary>A file with the texts of commands in one language.</summary>
/// <param name="Path">The file.</param>
/// <param name="Locale">Discord's name of the language: the file's name.</param>
/// <param name="Commands">The texts.</param>
/// <param name="Diagnostics">What is wrong with the file itself.</param>
internal sealed record TextsModel(
    string Path, string Locale, EquatableArray<TextNode> Commands, EquatableArray<DiagnosticInfo> Diagnostics);
