namespace Spectacles.Gateway.Generators;

/// <summary>Checks what the classes of a project have together.</summary>
internal static class ProjectModules
{
    /// <summary>https://discord.com/developers/docs/interactions/application-commands#registering-a-command</summary>
    private const int MostSlashCommands = 100;

    private const int MostMenuCommands = 15;

    public static IEnumerable<DiagnosticInfo> Check(
        System.Collections.Immutable.ImmutableArray<ModuleDraft> modules, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        PlacedMethod[] methods = [.. modules.SelectMany(module => module.Methods.Select(method => new PlacedMethod(module.Name, method)))];
        return CheckCommands(methods)
            .Concat(CheckTemplates([.. methods.Where(method => method.Kind == InteractionMethodKind.Component)]))
            .Concat(CheckTemplates([.. methods.Where(method => method.Kind == InteractionMethodKind.Modal)]));
    }

    private static IEnumerable<DiagnosticInfo> CheckCommands(PlacedMethod[] methods)
    {
        foreach (var kind in methods.Where(method => method.IsCommand).GroupBy(method => method.Kind))
        {
            PlacedMethod[] first = [.. kind.GroupBy(method => method.Command, StringComparer.Ordinal).Select(command => command.First())];
            int limit = kind.Key == InteractionMethodKind.SlashCommand ? MostSlashCommands : MostMenuCommands;
            if (first.Length > limit)
            {
                yield return first[limit].Draft.Place.Report(
                    DiagnosticDescriptors.TooMany, "The project has", $"{first.Length} {Words(kind.Key)}", $"{limit}");
            }

            foreach (var twice in Twice(kind))
            {
                yield return twice;
            }
        }
    }

    // Of a slash command with subcommands, the class reports what it has twice.
    private static IEnumerable<DiagnosticInfo> Twice(IEnumerable<PlacedMethod> methods)
    {
        foreach (var command in methods.GroupBy(method => method.Command, StringComparer.Ordinal))
        {
            var first = command.First();
            foreach (var method in command.Skip(1))
            {
                if (method.Module != first.Module && method.IsSubcommand)
                {
                    yield return method.Draft.Place.Report(
                        DiagnosticDescriptors.CommandStructure,
                        method.Draft.Spec.Key,
                        $"other subcommands of '{method.Command}' are in '{first.Module}', and all of them must be in one class");
                }
                else if (method.Module != first.Module || method.Kind != InteractionMethodKind.SlashCommand)
                {
                    yield return method.Draft.Place.Report(
                        DiagnosticDescriptors.InteractionTwice, method.Command, $"a command of '{first.Draft.Spec.Handler}'");
                }
            }
        }
    }

    private static IEnumerable<DiagnosticInfo> CheckTemplates(PlacedMethod[] methods)
    {
        for (int i = 1; i < methods.Length; i++)
        {
            var spec = methods[i].Draft.Spec;
            var other = methods.Take(i).FirstOrDefault(
                method => Literals(method.Draft.Spec) == Literals(spec)
                    && TemplateOverlap.Exists(method.Draft.Spec.Template, spec.Template));
            if (other is not null)
            {
                yield return methods[i].Draft.Place.Report(
                    DiagnosticDescriptors.AmbiguousTemplate, spec.Key, other.Draft.Spec.Key, other.Draft.Spec.Handler);
            }
        }
    }

    private static int Literals(InteractionMethodSpec method) => method.Template.Sum(part => CSharpLiteral.Utf8Length(part.Literal));

    private static string Words(InteractionMethodKind kind) => kind switch
    {
        InteractionMethodKind.SlashCommand => "slash commands",
        InteractionMethodKind.UserCommand => "commands for users",
        _ => "commands for messages",
    };

    private sealed record PlacedMethod(string Module, InteractionMethodDraft Draft)
    {
        public InteractionMethodKind Kind => Draft.Spec.Kind;

        public bool IsCommand => Kind
            is InteractionMethodKind.SlashCommand or InteractionMethodKind.UserCommand or InteractionMethodKind.MessageCommand;

        public bool IsSubcommand => Kind == InteractionMethodKind.SlashCommand && Draft.Spec.Key.Contains(' ');

        /// <summary>The command to register: of a subcommand, the first word.</summary>
        public string Command => Kind == InteractionMethodKind.SlashCommand ? Draft.Spec.Key.Split(' ')[0] : Draft.Spec.Key;
    }
}
