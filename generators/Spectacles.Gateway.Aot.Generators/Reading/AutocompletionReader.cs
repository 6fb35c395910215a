using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>Reads the methods that suggest values for the options of a command.</summary>
internal sealed class AutocompletionReader(INamedTypeSymbol type, List<DiagnosticInfo> diagnostics, CancellationToken cancellationToken)
{
    /// <summary>One entry for each option with autocomplete.</summary>
    public IEnumerable<InteractionMethodSpec> Read(IMethodSymbol command, string key, InteractionParameters parameters)
    {
        foreach (var parameter in command.Parameters)
        {
            if (parameter.Find(InteractionNames.Option) is { } option
                && option.Named("Autocomplete")?.Value is string name
                && Find(name, option) is { } method
                && InteractionShapeReader.Read(method, InteractionNames.Autocompletion, diagnostics) is { } returns
                && ReadArguments(method, command, parameters) is { } arguments)
            {
                if (method.Find(InteractionNames.AutoDefer) is not null)
                {
                    diagnostics.Add(
                        DiagnosticInfo.At(
                            DiagnosticDescriptors.DeferForbidden,
                            method.Locations[0],
                            method.Name,
                            "suggestions cannot be deferred"));
                }

                int index = parameters.OptionParameters.ToList().IndexOf(parameter.Name);
                var terms = new InteractionTermsSpec("", 0, 0, 0, 1, "");
                yield return InteractionMethodReader.Build(
                    method, InteractionMethodKind.Autocompletion, key, arguments.ToEquatableArray(), returns, terms) with
                {
                    Typing = parameters.Options[index].Spec.Text.Name,
                };
            }
        }
    }

    private IMethodSymbol? Find(string name, AttributeData option)
    {
        IMethodSymbol[] named = [.. type.GetMembers(name).OfType<IMethodSymbol>()];
        if (named.Length == 1)
        {
            return named[0];
        }

        diagnostics.Add(
            DiagnosticInfo.At(
                DiagnosticDescriptors.NoAutocompletion,
                option.Place(cancellationToken),
                type.Name,
                named.Length == 0 ? "no method" : $"{named.Length} methods",
                name));
        return null;
    }

    private List<InteractionArgumentSpec>? ReadArguments(IMethodSymbol method, IMethodSymbol command, InteractionParameters parameters)
    {
        var arguments = new List<InteractionArgumentSpec>();
        foreach (var parameter in method.Parameters)
        {
            var argument = parameter.Type.ToDisplayString() switch
            {
                InteractionNames.Autocompletion => new InteractionArgumentSpec { Source = ArgumentSource.Context },
                KnownNames.CancellationToken => new InteractionArgumentSpec { Source = ArgumentSource.CancellationToken },
                _ when parameter.Find(InteractionNames.Invoker) is not null =>
                    InteractionParameterReader.ReadInvoker(parameter)
                        ?? Report(parameter, InteractionParameterReader.InvokerProblem(parameter)),
                "string" when arguments.All(known => known.Source != ArgumentSource.Typed) =>
                    new InteractionArgumentSpec { Source = ArgumentSource.Typed },
                _ => ReadOption(parameter, command, parameters),
            };
            if (argument is null)
            {
                return null;
            }

            arguments.Add(argument);
        }

        return arguments;
    }

    /// <summary>Another option of the command, by the name of its parameter. Objects are not sent here, only their ids.</summary>
    private InteractionArgumentSpec? ReadOption(IParameterSymbol parameter, IMethodSymbol command, InteractionParameters parameters)
    {
        int index = parameters.OptionParameters.ToList().IndexOf(parameter.Name);
        var other = command.Parameters.FirstOrDefault(candidate => candidate.Name == parameter.Name);
        string name = index < 0 ? "" : parameters.Options[index].Spec.Text.Name;
        var argument = index < 0 ? null : ValueParameterReader.Read(parameter, ArgumentSource.Option, name, allowsLists: false);
        var expected = index < 0 ? null : EnteredTypeReader.Read(other!.Type);
        string? problem = index < 0
            ? $"'{parameter.Name}' is neither what the user has typed (a string) nor another option of '{command.Name}'"
            : argument?.Type != (expected!.Kind >= EnteredKind.User ? argument?.Type : expected)
                || (expected.Kind >= EnteredKind.User && argument?.Type?.Kind != EnteredKind.Snowflake)
                ? $"'{parameter.Name}' has another type than the option; an object is taken as a Snowflake?, since only its id is sent"
                : argument!.Shape == ArgumentShape.Required
                    ? $"'{parameter.Name}' must be nullable, since the user may not have filled it in"
                    : null;
        return problem is null ? argument : Report(parameter, problem);
    }

    private InteractionArgumentSpec? Report(IParameterSymbol parameter, string problem)
    {
        diagnostics.Add(
            DiagnosticInfo.At(
                DiagnosticDescriptors.InteractionShape,
                parameter.Locations[0],
                $"{type.Name}.{parameter.ContainingSymbol.Name}",
                problem));
        return null;
    }
}
