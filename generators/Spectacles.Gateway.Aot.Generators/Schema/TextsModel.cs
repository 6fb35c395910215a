namespace Spectacles.Gateway.Generators;

/// <summary>A file with the texts of commands in one language.</summary>
/// <param name="Path">The file.</param>
/// <param name="Locale">Discord's name of the language: the file's name.</param>
/// <param name="Commands">The texts.</param>
/// <param name="Diagnostics">What is wrong with the file itself.</param>
internal sealed record TextsModel(
    string Path, string Locale, EquatableArray<TextNode> Commands, EquatableArray<DiagnosticInfo> Diagnostics)
{
    /// <summary>
    /// The texts of a command: those for its name with a slash if it is a slash command and they exist, or else those for its name.
    /// </summary>
    public IEnumerable<TextNode> Find(CommandSpec command)
    {
        TextNode[] exact = command.IsSlashCommand ? [.. Find($"/{command.Text.Name}")] : [];
        return exact.Length > 0 ? exact : Find(command.Text.Name);
    }

    private IEnumerable<TextNode> Find(string key) => Commands.Where(node => node.Key.Value == key);
}
