namespace Spectacles.Gateway.Generators;

/// <summary>An option of a command, and where its parameter is.</summary>
internal sealed record OptionDraft(CommandOptionSpec Spec, TextPlace Place);
