using System.Collections.Immutable;

namespace Spectacles.Gateway.Generators;

/// <summary>Checks the texts of one language against the commands of the project.</summary>
internal sealed class TextsCheck
{
    private readonly TextsModel file;
    private readonly List<DiagnosticInfo> diagnostics = [];

    private TextsCheck(TextsModel file) => this.file = file;

    public static IEnumerable<DiagnosticInfo> Check(
        (ImmutableArray<ModuleResult> Modules, ImmutableArray<TextsModel> Texts) project, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CommandSpec[] commands = [.. project.Modules.SelectMany(module => module.Commands)];
        return project.Texts.SelectMany(file => new TextsCheck(file).Check(commands)).Concat(FilesTwice(project.Texts));
    }

    private static IEnumerable<DiagnosticInfo> FilesTwice(ImmutableArray<TextsModel> texts) => texts
        .GroupBy(file => file.Locale, StringComparer.Ordinal)
        .SelectMany(same => same.Skip(1).Select(
            file => DiagnosticInfo.At(DiagnosticDescriptors.InteractionTwice, file.Path, default, file.Locale, "another file with texts")));

    private IEnumerable<DiagnosticInfo> Check(CommandSpec[] commands)
    {
        foreach (var node in file.Commands)
        {
            CommandSpec[] found = [.. commands.Where(command => file.Find(command).Contains(node))];
            if (found.Length == 0)
            {
                ReportUnknown("command", node.Key, commands.SelectMany(KeysOf).Where(key => key != node.Key.Value));
                continue;
            }

            // Texts for both a slash command and one in a menu have to suit the slash command.
            var command = found.FirstOrDefault(candidate => candidate.IsSlashCommand) ?? found[0];
            CheckText(node, "a command", command.IsSlashCommand ? CommandNames.Problem : CommandNames.LengthProblem);
            if (!command.IsSlashCommand && node.Description is { } description)
            {
                string length = $"{CommandNames.Length(description.Value)}";
                Report(description, DiagnosticDescriptors.TextLength, "The description of a command in a menu", length, "0");
            }

            CheckOptions(node, command.Options);
        }

        foreach (var kind in commands.GroupBy(command => command.Type))
        {
            CheckTwice(file.Commands.Where(node => kind.Any(command => file.Find(command).Contains(node))));
        }

        return file.Diagnostics.Concat(diagnostics.Distinct());
    }

    private static IEnumerable<string> KeysOf(CommandSpec command) =>
        command.IsSlashCommand ? [command.Text.Name, $"/{command.Text.Name}"] : [command.Text.Name];

    private void CheckOptions(TextNode parent, EquatableArray<CommandOptionSpec> options)
    {
        foreach (var node in parent.Options)
        {
            var option = options.FirstOrDefault(candidate => candidate.Text.Name == node.Key.Value);
            if (option is null)
            {
                ReportUnknown("option", node.Key, options.Select(candidate => candidate.Text.Name));
                continue;
            }

            CheckText(node, "an option", CommandNames.Problem);
            CheckOptions(node, option.Options);
            CheckChoices(node, option.Choices);
        }

        CheckTwice(parent.Options);
    }

    private void CheckChoices(TextNode parent, EquatableArray<CommandChoiceSpec> choices)
    {
        foreach (var node in parent.Choices)
        {
            if (choices.All(choice => choice.Text.Name != node.Key.Value))
            {
                ReportUnknown("choice", node.Key, choices.Select(choice => choice.Text.Name));
            }
            else if (node.Name is { } name)
            {
                CheckLength(name, "The name of the choice");
            }
        }
    }

    private void CheckText(TextNode node, string kind, Func<string, string?> problemOf)
    {
        if (node.Name is { } name && problemOf(name.Value) is { } problem)
        {
            Report(name, DiagnosticDescriptors.InteractionName, name.Value, kind, problem);
        }

        if (node.Description is { } description)
        {
            CheckLength(description, $"The description of '{node.Key}'");
        }
    }

    // Discord accepts no two siblings that have the same name in one language.
    private void CheckTwice(IEnumerable<TextNode> siblings)
    {
        foreach (var same in siblings.Where(node => node.Name is not null).GroupBy(node => node.Name!.Value.Value, StringComparer.Ordinal))
        {
            foreach (var node in same.Skip(1))
            {
                Report(node.Name!.Value, DiagnosticDescriptors.InteractionTwice, same.Key, $"'{same.First().Key}' in {file.Locale}");
            }
        }
    }

    private void CheckLength(SchemaText text, string what)
    {
        int length = CommandNames.Length(text.Value);
        if (length is < 1 or > CommandLimits.LongestText)
        {
            Report(text, DiagnosticDescriptors.TextLength, what, $"{length}", $"1 to {CommandLimits.LongestText}");
        }
    }

    private void ReportUnknown(string kind, SchemaText key, IEnumerable<string> known) =>
        Report(key, DiagnosticDescriptors.UnknownText, kind, key.Value, Naming.Nearest(key.Value, known));

    private void Report(SchemaText at, Microsoft.CodeAnalysis.DiagnosticDescriptor descriptor, params string[] arguments) =>
        diagnostics.Add(DiagnosticInfo.At(descriptor, file.Path, at.Position, arguments));
}
