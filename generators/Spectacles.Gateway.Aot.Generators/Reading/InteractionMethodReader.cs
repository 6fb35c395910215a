using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>Reads the methods of a class that answer interactions, one entry per attribute.</summary>
internal sealed class InteractionMethodReader(INamedTypeSymbol type, List<DiagnosticInfo> diagnostics, CancellationToken cancellationToken)
{
    private readonly InteractionParameterReader parameters = new(diagnostics, cancellationToken);
    private readonly AutocompletionReader autocompletions = new(type, diagnostics, cancellationToken);

    public IEnumerable<InteractionMethodDraft> Read(IMethodSymbol method)
    {
        var shape = InteractionShapeReader.Read(method, InteractionNames.Interaction, diagnostics);
        foreach (var attribute in method.GetAttributes())
        {
            InteractionMethodKind? kind = attribute.AttributeClass?.ToDisplayString() switch
            {
                InteractionNames.SlashCommand => InteractionMethodKind.SlashCommand,
                InteractionNames.UserCommand => InteractionMethodKind.UserCommand,
                InteractionNames.MessageCommand => InteractionMethodKind.MessageCommand,
                InteractionNames.Component => InteractionMethodKind.Component,
                InteractionNames.Modal => InteractionMethodKind.Modal,
                _ => null,
            };
            if (kind is not { } known || attribute.ConstructorArguments is not [{ Value: string }, ..])
            {
                continue;
            }

            foreach (var draft in Read(method, known, attribute, shape))
            {
                yield return draft;
            }
        }
    }

    private IEnumerable<InteractionMethodDraft> Read(
        IMethodSymbol method, InteractionMethodKind kind, AttributeData attribute, InteractionReturn? shape)
    {
        var place = TextPlace.Of(attribute.Place(cancellationToken));
        string key = attribute.Text(0);
        bool isTemplate = kind is InteractionMethodKind.Component or InteractionMethodKind.Modal;
        var template = isTemplate ? ReadTemplate(key, place) : [];
        if (isTemplate && template.Count == 0)
        {
            yield break; // It is reported, and the parameters would all be reported, too.
        }

        var found = parameters.Read(method, kind, template);
        var terms = InteractionTermsReader.TermsOf(method);
        CheckDefer(method, kind, terms, place);
        CheckCooldown(method, terms);
        if (shape is not { } returns || found is null)
        {
            yield break;
        }

        bool isSubcommand = kind == InteractionMethodKind.SlashCommand && key.Contains(' ');
        var settings = InteractionTermsReader.SettingsOf(method);
        if (!settings.IsEmpty && (isSubcommand || isTemplate))
        {
            diagnostics.Add(place.Report(DiagnosticDescriptors.SettingNotOfCommand, method.Name, isSubcommand
                ? "a subcommand has the settings of its command: put the attribute on the class"
                : "only commands are registered"));
        }

        var typed = Typed(template, found.Arguments);
        if (typed.Any(part => part is { Name.Length: > 0, Type: null }))
        {
            yield break;
        }

        var spec = Build(method, kind, key, found.Arguments, returns, terms) with { Template = typed };
        settings = settings.Over(InteractionTermsReader.RequiredOf(method));
        yield return new InteractionMethodDraft(
            spec, place, attribute.Text(1), found.Options, isSubcommand ? CommandSettings.None : settings);
        foreach (var autocompletion in autocompletions.Read(method, key, found))
        {
            yield return new InteractionMethodDraft(autocompletion, place, "", default, settings);
        }
    }

    public static InteractionMethodSpec Build(
        IMethodSymbol method,
        InteractionMethodKind kind,
        string key,
        EquatableArray<InteractionArgumentSpec> arguments,
        InteractionReturn returns,
        InteractionTermsSpec terms) => new()
        {
            Kind = kind,
            Key = key,
            Handler = $"{method.ContainingType.ToDisplayString(DisplayFormats.Path)}.{method.Name}",
            Signature = method.Name
                + $"({string.Join(", ", method.Parameters.Select(parameter => parameter.Type.ToDisplayString(DisplayFormats.Path)))})",
            Target = (method.IsStatic ? method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : "this")
                + "." + (Naming.IsIdentifier(method.Name) ? "" : "@") + method.Name,
            Arguments = arguments,
            Returns = returns,
            Terms = terms,
            IsForbidden = Discouragement.IsForbidden(method),
            Experiments = Discouragement.Experiments(method).ToEquatableArray(),
        };

    private List<TemplatePartSpec> ReadTemplate(string template, TextPlace place)
    {
        var parts = TemplateReader.Read(template, out string? problem);
        if (problem is not null)
        {
            diagnostics.Add(place.Report(DiagnosticDescriptors.BadTemplate, template, problem));
            return [];
        }

        return parts;
    }

    private static EquatableArray<TemplatePartSpec> Typed(
        List<TemplatePartSpec> template, EquatableArray<InteractionArgumentSpec> arguments) => template
        .Select(part => part.Name.Length == 0
            ? part
            : part with
            {
                Type = arguments.FirstOrDefault(
                    argument => argument.Source == ArgumentSource.Placeholder && argument.Name == part.Name)?.Type,
            })
        .ToEquatableArray();

    private void CheckCooldown(IMethodSymbol method, InteractionTermsSpec terms)
    {
        if (InteractionTermsReader.Find(method, InteractionNames.Cooldown) is { } cooldown
            && (terms.CooldownSeconds < 1 ? "its period has less than one second"
                : terms.CooldownUses < 1 ? "the method could never be used"
                : null) is { } problem)
        {
            diagnostics.Add(
                DiagnosticInfo.At(DiagnosticDescriptors.BadCooldown, cooldown.Place(cancellationToken), method.Name, problem));
        }
    }

    private void CheckDefer(IMethodSymbol method, InteractionMethodKind kind, InteractionTermsSpec terms, TextPlace place)
    {
        if (terms.AutoDefer.Length == 0)
        {
            return;
        }

        bool isCommand = kind is not (InteractionMethodKind.Component or InteractionMethodKind.Modal);
        string? problem = ShownModal.IsIn(method, cancellationToken) ? "it shows a modal, which must be the first answer to an interaction"
            : isCommand && terms.AutoDefer == InteractionNames.DeferUpdate ? "a command has no message that could be updated"
            : null;
        if (problem is not null)
        {
            diagnostics.Add(place.Report(DiagnosticDescriptors.DeferForbidden, method.Name, problem));
        }
    }
}
