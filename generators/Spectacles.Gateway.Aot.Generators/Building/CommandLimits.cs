namespace Spectacles.Gateway.Generators;

/// <summary>Checks the slash commands of a class against Discord's limits.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/application-commands#application-command-object</remarks>
internal sealed class CommandLimits(List<DiagnosticInfo> diagnostics)
{
    /// <summary>The greatest length of a description, or of a choice.</summary>
    public const int LongestText = 100;

    private const int MostOptions = 25;
    private const int MostChoices = 25;
    private const int LongestCommand = 8000;

    /// <param name="module">The class.</param>
    /// <param name="slashCommands">Its slash commands, with the places of what is in them.</param>
    /// <param name="commands">Its registrations: those of the slash commands first, in the same order.</param>
    public void Check(ModuleDraft module, List<CommandNode> slashCommands, EquatableArray<CommandSpec> commands)
    {
        for (int i = 0; i < slashCommands.Count; i++)
        {
            CheckNode(slashCommands[i], "a command");
            int size = Size(commands[i].Text) + Size(commands[i].Options);
            if (size > LongestCommand)
            {
                diagnostics.Add(slashCommands[i].Place.Report(
                    DiagnosticDescriptors.TextLength,
                    $"'{slashCommands[i].Path}' with all its names, descriptions and values",
                    $"{size}",
                    $"{LongestCommand}"));
            }
        }

        foreach (var method in module.Methods.Where(
            method => method.Spec.Kind is InteractionMethodKind.UserCommand or InteractionMethodKind.MessageCommand))
        {
            if (CommandNames.LengthProblem(method.Spec.Key) is { } problem)
            {
                diagnostics.Add(method.Place.Report(DiagnosticDescriptors.InteractionName, method.Spec.Key, "a command", problem));
            }
        }
    }

    private void CheckNode(CommandNode node, string kind)
    {
        if (CommandNames.Problem(node.Name) is { } problem)
        {
            diagnostics.Add(node.Place.Report(DiagnosticDescriptors.InteractionName, node.Name, kind, problem));
        }

        CheckLength(node.Place, $"The description of '{node.Path}'", node.Description);
        if (node.Children.Count > MostOptions)
        {
            ReportTooMany(node.Place, $"'{node.Path}' has", node.Children.Count, "options", MostOptions);
        }

        CheckOptions(node);
        foreach (var child in node.Children)
        {
            CheckNode(child, child.Type is CommandTree.SubcommandType or CommandTree.GroupType ? "a subcommand" : "an option");
            CheckChoices(child);
        }
    }

    private void CheckOptions(CommandNode node)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        CommandNode? optional = null;
        foreach (var child in node.Children.Where(child => child.Option is not null))
        {
            if (!names.Add(child.Name))
            {
                diagnostics.Add(
                    child.Place.Report(DiagnosticDescriptors.InteractionTwice, child.Name, $"another option of '{node.Path}'"));
            }

            if (child.Option!.IsRequired && optional is not null)
            {
                diagnostics.Add(child.Place.Report(DiagnosticDescriptors.RequiredAfterOptional, child.Name, optional.Name));
            }

            optional = child.Option.IsRequired ? optional : child;
        }
    }

    private void CheckChoices(CommandNode node)
    {
        var choices = node.Option?.Choices ?? default;
        if (choices.Count > MostChoices)
        {
            ReportTooMany(node.Place, $"The option '{node.Path}' has", choices.Count, "choices", MostChoices);
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var choice in choices)
        {
            CheckLength(node.Place, $"The name of the choice '{choice.Text.Name}'", choice.Text.Name);
            string value = choice.Value.Trim('"');
            if (value.Length > 0)
            {
                CheckLength(node.Place, $"The value of the choice '{choice.Text.Name}'", value);
            }

            if (!names.Add(choice.Text.Name))
            {
                diagnostics.Add(
                    node.Place.Report(DiagnosticDescriptors.InteractionTwice, choice.Text.Name, $"another choice of '{node.Path}'"));
            }
        }
    }

    private void CheckLength(TextPlace place, string what, string text)
    {
        int length = CommandNames.Length(text);
        if (length is < 1 or > LongestText)
        {
            diagnostics.Add(place.Report(DiagnosticDescriptors.TextLength, what, length.ToString(), $"1 to {LongestText}"));
        }
        else if (!CSharpLiteral.IsUnicode(text))
        {
            diagnostics.Add(place.Report(DiagnosticDescriptors.NotUnicode, what, CommandNames.NotUnicode));
        }
    }

    private void ReportTooMany(TextPlace place, string what, int count, string kind, int limit) =>
        diagnostics.Add(place.Report(DiagnosticDescriptors.TooMany, what, $"{count} {kind}", limit.ToString()));

    // Of a text in several languages, the longest counts.
    private static int Size(EquatableArray<CommandOptionSpec> options) => options.Sum(
        option => Size(option.Text) + Size(option.Options)
            + option.Choices.Sum(choice => Size(choice.Text) + CommandNames.Length(choice.Value.Trim('"'))));

    private static int Size(NamedTextSpec text) => Longest(text.Name, text.Names) + Longest(text.Description, text.Descriptions);

    private static int Longest(string text, EquatableArray<LocalizedTextSpec> localized) =>
        localized.Select(other => CommandNames.Length(other.Text)).Append(CommandNames.Length(text)).Max();
}
