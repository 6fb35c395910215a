namespace Spectacles.Gateway.Generators;

/// <summary>The texts of a command, an option or a choice in one language.</summary>
/// <param name="Key">The name that it has in the code.</param>
/// <param name="Name">The name in the language; null if the file does not say it.</param>
/// <param name="Description">The description in the language; null if the file does not say it.</param>
/// <param name="Options">The options and subcommands.</param>
/// <param name="Choices">The choices.</param>
internal sealed record TextNode(
    SchemaText Key, SchemaText? Name, SchemaText? Description, EquatableArray<TextNode> Options, EquatableArray<TextNode> Choices);
