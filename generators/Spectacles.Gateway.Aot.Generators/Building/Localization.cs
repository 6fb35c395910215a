using System.Collections.Immutable;

namespace Spectacles.Gateway.Generators;

/// <summary>Adds the texts of all languages to commands.</summary>
internal static class Localization
{
    public static CommandSpec Apply(CommandSpec command, ImmutableArray<TextsModel> texts)
    {
        LocalizedNode[] nodes = [.. texts.SelectMany(file => file.Find(command).Select(node => new LocalizedNode(file.Locale, node)))];
        var text = Apply(command.Text, nodes);
        return nodes.Length == 0 ? command : command with
        {
            Text = command.IsSlashCommand ? text : text with { Descriptions = default },
            Options = Apply(command.Options, nodes),
        };
    }

    private static EquatableArray<CommandOptionSpec> Apply(EquatableArray<CommandOptionSpec> options, LocalizedNode[] parents) => options
        .Select(option =>
        {
            LocalizedNode[] nodes =
                [.. parents.SelectMany(parent => Find(parent.Node.Options, option.Text.Name, parent.Locale))];
            return nodes.Length == 0 ? option : option with
            {
                Text = Apply(option.Text, nodes),
                Options = Apply(option.Options, nodes),
                Choices = option.Choices.Select(choice => choice with
                {
                    Text = Apply(
                        choice.Text,
                        [.. nodes.SelectMany(node => Find(node.Node.Choices, choice.Text.Name, node.Locale))]),
                }).ToEquatableArray(),
            };
        })
        .ToEquatableArray();

    private static NamedTextSpec Apply(NamedTextSpec text, LocalizedNode[] nodes) => text with
    {
        Names = Sorted(nodes, node => node.Name),
        Descriptions = Sorted(nodes, node => node.Description),
    };

    private static EquatableArray<LocalizedTextSpec> Sorted(LocalizedNode[] nodes, Func<TextNode, SchemaText?> choose) => nodes
        .Where(node => choose(node.Node) is not null)
        .Select(node => new LocalizedTextSpec(node.Locale, choose(node.Node)!.Value.Value))
        .OrderBy(text => text.Locale, StringComparer.Ordinal)
        .ToEquatableArray();

    private static IEnumerable<LocalizedNode> Find(EquatableArray<TextNode> nodes, string name, string locale) =>
        nodes.Where(node => node.Key.Value == name).Select(node => new LocalizedNode(locale, node));

    private sealed record LocalizedNode(string Locale, TextNode Node);
}
