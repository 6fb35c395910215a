namespace Spectacles.Gateway.Generators;

/// <summary>Joins the subcommands of a class to commands.</summary>
internal sealed class CommandTree(ModuleDraft module, List<DiagnosticInfo> diagnostics)
{
    public const int SubcommandType = 1;
    public const int GroupType = 2;
    private const int MostWords = 3;

    private readonly Dictionary<string, CommandNode> groups = new(StringComparer.Ordinal);
    private readonly List<CommandNode> roots = [];

    /// <summary>The slash commands of the class.</summary>
    public List<CommandNode> Build()
    {
        foreach (var group in module.Groups.OrderBy(group => group.Name.Count(c => c == ' ')))
        {
            Add(group);
        }

        foreach (var method in module.Methods.Where(method => method.Spec.Kind == InteractionMethodKind.SlashCommand))
        {
            Add(method);
        }

        foreach (var group in groups.Values.Where(group => group.Children.Count == 0))
        {
            Report(group.Place, group.Path, "it has no subcommands: a method with [SlashCommand(\"" + group.Path + " ...\")] is missing");
        }

        return roots;
    }

    private void Add(GroupDraft group)
    {
        int words = group.Name.Split(' ').Length;
        var node = new CommandNode(group.Name, group.Place, words == 1 ? 0 : GroupType, null, group.Description);
        if (words >= MostWords)
        {
            Report(group.Place, group.Name, "a group has a name of one or two words");
        }
        else if (groups.ContainsKey(group.Name))
        {
            diagnostics.Add(group.Place.Report(DiagnosticDescriptors.InteractionTwice, group.Name, "a group"));
        }
        else if (TryFindParent(group.Name, group.Place, out var siblings))
        {
            groups.Add(group.Name, node);
            siblings.Add(node);
        }
    }

    private void Add(InteractionMethodDraft method)
    {
        string path = method.Spec.Key;
        int words = path.Split(' ').Length;
        if (words > MostWords)
        {
            Report(method.Place, path, "a subcommand has a name of two or three words");
            return;
        }

        if (!TryFindParent(path, method.Place, out var siblings))
        {
            return;
        }

        var node = new CommandNode(path, method.Place, words == 1 ? 0 : SubcommandType, null, method.Description);
        if (siblings.Any(sibling => sibling.Path == path))
        {
            diagnostics.Add(method.Place.Report(DiagnosticDescriptors.InteractionTwice, path, "a command or a group of this class"));
            return;
        }

        node.Children.AddRange(
            method.Options.Select(option => new CommandNode(
                $"{path} {option.Spec.Text.Name}", option.Place, option.Spec.Type, option.Spec, option.Spec.Text.Description)));
        siblings.Add(node);
    }

    private bool TryFindParent(string path, TextPlace place, out List<CommandNode> siblings)
    {
        int end = path.LastIndexOf(' ');
        if (end < 0)
        {
            siblings = roots;
            return true;
        }

        string parent = path.Substring(0, end);
        bool exists = groups.TryGetValue(parent, out var group);
        siblings = group?.Children ?? [];
        if (!exists)
        {
            Report(place, path, $"the class does not describe '{parent}': add [CommandGroup(\"{parent}\", \"...\")] to it");
        }

        return exists;
    }

    private void Report(TextPlace place, string path, string problem) =>
        diagnostics.Add(place.Report(DiagnosticDescriptors.CommandStructure, path, problem));
}
