using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>Understands the parameters of a method that answers interactions, or says what is wrong with them.</summary>
internal sealed class InteractionParameterReader(List<DiagnosticInfo> diagnostics, CancellationToken cancellationToken)
{
    private readonly OptionReader options = new(diagnostics, cancellationToken);

    /// <summary>Returns null after a report.</summary>
    public InteractionParameters? Read(IMethodSymbol method, InteractionMethodKind kind, IReadOnlyList<TemplatePartSpec> template)
    {
        var arguments = new List<InteractionArgumentSpec>();
        var drafts = new List<OptionDraft>();
        var names = new List<string>();
        foreach (var parameter in method.Parameters)
        {
            if (Read(parameter, kind, template, out string problem) is not { } argument)
            {
                Report(parameter, method, problem);
                return null;
            }

            arguments.Add(argument);
            if (argument.Source == ArgumentSource.Option)
            {
                drafts.Add(options.Read(parameter, parameter.Find(InteractionNames.Option)!, argument)!);
                names.Add(parameter.Name);
            }
        }

        var missing = template.FirstOrDefault(
            part => part.Name.Length > 0 && method.Parameters.All(parameter => parameter.Name != part.Name));
        if (missing is not null)
        {
            diagnostics.Add(
                DiagnosticInfo.At(
                    DiagnosticDescriptors.BadTemplate,
                    method.Locations[0],
                    string.Concat(template.Select(part => part.Name.Length > 0 ? $"{{{part.Name}}}" : part.Literal)),
                    $"'{method.Name}' has no parameter '{missing.Name}'"));
            return null;
        }

        if (
            kind is InteractionMethodKind.UserCommand or InteractionMethodKind.MessageCommand
                && arguments.Count(
                    argument => argument.Source is ArgumentSource.TargetUser or ArgumentSource.TargetMember or ArgumentSource.TargetMessage)
                    > 1)
        {
            Report(method.Parameters.Last(), method, "it takes its target twice");
            return null;
        }

        return new InteractionParameters(arguments.ToEquatableArray(), drafts.ToEquatableArray(), names.ToEquatableArray());
    }

    private static InteractionArgumentSpec? Read(
        IParameterSymbol parameter, InteractionMethodKind kind, IReadOnlyList<TemplatePartSpec> template, out string problem)
    {
        problem = "";
        switch (parameter.Type.ToDisplayString())
        {
            case InteractionNames.Interaction:
                return new InteractionArgumentSpec { Source = ArgumentSource.Context };
            case KnownNames.CancellationToken:
                return new InteractionArgumentSpec { Source = ArgumentSource.CancellationToken };
        }

        if (parameter.Find(InteractionNames.Invoker) is not null)
        {
            problem = InvokerProblem(parameter);
            return ReadInvoker(parameter);
        }

        return kind switch
        {
            InteractionMethodKind.SlashCommand => ReadOption(parameter, out problem),
            InteractionMethodKind.UserCommand or InteractionMethodKind.MessageCommand => ReadTarget(parameter, kind, out problem),
            _ => ReadPart(parameter, kind, template, out problem),
        };
    }

    /// <summary>Who caused the interaction. Returns null for a parameter of another type.</summary>
    public static InteractionArgumentSpec? ReadInvoker(IParameterSymbol parameter)
    {
        ArgumentSource? source = NameOfType(parameter) switch
        {
            InteractionNames.User => ArgumentSource.InvokingUser,
            InteractionNames.GuildMember when EnteredTypeReader.IsNullable(parameter.Type) => ArgumentSource.InvokingMemberOrNull,
            InteractionNames.GuildMember => ArgumentSource.InvokingMember,
            _ => null,
        };
        return source is { } known ? new InteractionArgumentSpec { Source = known } : null;
    }

    public static string InvokerProblem(IParameterSymbol parameter) =>
        $"'{parameter.Name}' is neither a User nor a GuildMember, which [Invoker] needs";

    private static InteractionArgumentSpec? ReadOption(IParameterSymbol parameter, out string problem)
    {
        problem = $"the parameter '{parameter.Name}' has no [Option(\"...\")] with its description";
        if (parameter.Find(InteractionNames.Option) is not { } attribute)
        {
            return null;
        }

        string name = attribute.Named("Name")?.Value as string ?? Naming.ToSnakeCase(parameter.Name);
        problem = $"an option cannot have the type of '{parameter.Name}'";
        var argument = ValueParameterReader.Read(parameter, ArgumentSource.Option, name, allowsLists: false);
        return argument?.Type!.Kind is EnteredKind.UInt64 or EnteredKind.Guid ? null : argument;
    }

    private static InteractionArgumentSpec? ReadTarget(IParameterSymbol parameter, InteractionMethodKind kind, out string problem)
    {
        bool isUser = kind == InteractionMethodKind.UserCommand;
        problem = isUser
            ? $"'{parameter.Name}' is neither a User nor a GuildMember, which a user command takes"
            : $"'{parameter.Name}' is no Message, which a message command takes";
        ArgumentSource? source = (isUser, parameter.Type.ToDisplayString()) switch
        {
            (true, InteractionNames.User) => ArgumentSource.TargetUser,
            (true, InteractionNames.GuildMember) => ArgumentSource.TargetMember,
            (false, InteractionNames.Message) => ArgumentSource.TargetMessage,
            _ => null,
        };
        return source is { } known ? new InteractionArgumentSpec { Source = known } : null;
    }

    private static InteractionArgumentSpec? ReadPart(
        IParameterSymbol parameter, InteractionMethodKind kind, IReadOnlyList<TemplatePartSpec> template, out string problem)
    {
        if (template.Any(part => part.Name == parameter.Name))
        {
            problem = $"a part of a custom id cannot have the type of '{parameter.Name}'";
            var argument = ValueParameterReader.Read(parameter, ArgumentSource.Placeholder, parameter.Name, allowsLists: false);
            bool isPart = argument?.Type!.Kind is not (EnteredKind.Double or EnteredKind.Duration or >= EnteredKind.User);
            return isPart && argument?.Shape == ArgumentShape.Required ? argument : null;
        }

        if (kind == InteractionMethodKind.Component && NameOfType(parameter) == InteractionNames.Message)
        {
            problem = "";
            return new InteractionArgumentSpec { Source = ArgumentSource.ComponentMessage };
        }

        var field = kind == InteractionMethodKind.Modal ? parameter.Find(InteractionNames.Field) : null;
        if (field is null && (kind == InteractionMethodKind.Modal || parameter.Find(InteractionNames.Selected) is null))
        {
            problem = kind == InteractionMethodKind.Modal
                ? $"'{parameter.Name}' is neither a part of the custom id nor marked with [Field]"
                : $"'{parameter.Name}' is neither a part of the custom id nor marked with [Selected]";
            return null;
        }

        if (field is not null && !CSharpLiteral.IsUnicode(field.Text(0)))
        {
            problem = $"the custom id of '{parameter.Name}' is not valid: {CommandNames.NotUnicode}";
            return null;
        }

        problem = $"what a user enters cannot be read as the type of '{parameter.Name}'";
        var value = ValueParameterReader.Read(
            parameter, field is null ? ArgumentSource.Selected : ArgumentSource.Field, field?.Text(0) ?? parameter.Name, allowsLists: true);
        return value?.Type!.Kind is EnteredKind.UInt64 or EnteredKind.Guid ? null : value;
    }

    private static string NameOfType(IParameterSymbol parameter) =>
        parameter.Type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString();

    private void Report(IParameterSymbol parameter, IMethodSymbol method, string problem) => diagnostics.Add(
        DiagnosticInfo.At(
            DiagnosticDescriptors.InteractionShape,
            parameter.Locations.FirstOrDefault(place => place.IsInSource) ?? method.Locations[0],
            $"{method.ContainingType.Name}.{method.Name}",
            problem));
}
