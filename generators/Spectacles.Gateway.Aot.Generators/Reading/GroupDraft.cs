namespace Spectacles.Gateway.Generators;

/// <summary>The description of a command with subcommands, or of a group of them.</summary>
internal sealed record GroupDraft(string Name, string Description, TextPlace Place);
