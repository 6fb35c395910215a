using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Spec;

/// <summary>Understands the parameters and the result of a handler method, or says what is wrong with them.</summary>
internal sealed class SignatureReader(List<DiagnosticInfo> diagnostics)
{
    public Signature? Read(IMethodSymbol method, string eventName, INamedTypeSymbol? model, Location at)
    {
        Location location = method.Locations.FirstOrDefault(place => place.IsInSource) ?? at;
        string name = $"{method.ContainingType.Name}.{method.Name}";
        if (method.IsGenericMethod)
        {
            Report(location, name, "it has type parameters");
            return null;
        }

        if (method.MethodKind == MethodKind.ExplicitInterfaceImplementation)
        {
            Report(location, name, "only its interface can call it");
            return null;
        }

        bool isRight = true;
        var arguments = new List<HandlerArgument>();
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            Location place = parameter.Locations.FirstOrDefault(candidate => candidate.IsInSource) ?? location;

            // A type that does not exist is the compiler's to report, unless a schema of the project has it written.
            if (parameter.Type.TypeKind == TypeKind.Error)
            {
                diagnostics.Add(DiagnosticInfo.At(DiagnosticDescriptors.OwnModel, place, name, parameter.Type.Name));
                isRight = false;
                continue;
            }

            if (ArgumentFor(parameter, model) is { } argument && !arguments.Contains(argument))
            {
                arguments.Add(argument);
                continue;
            }

            isRight = false;
            INamedTypeSymbol? viewed = EventFacts.ModelOfView(parameter.Type);
            if (EventFacts.EventOf(viewed ?? parameter.Type, out _) is { } other && other != eventName)
            {
                string role = viewed is null ? "model" : "view";
                diagnostics.Add(DiagnosticInfo.At(DiagnosticDescriptors.ModelOfAnotherEvent, place, name, eventName, parameter.Type.Name, role, other));
            }
            else
            {
                Report(place, name, Problem(parameter, model, arguments));
            }
        }

        string[] payloads = [.. arguments.Select(PayloadName).Where(payload => payload.Length > 0)];
        if (payloads.Length > 1)
        {
            Report(location, name, $"it takes both {payloads[0]} and {payloads[1]}, and one is enough: the Dispatch has model and view, the view has the model");
            isRight = false;
        }

        HandlerReturn? returns = ReturnOf(method);
        if (returns is null && method.ReturnType.TypeKind != TypeKind.Error)
        {
            string result = method is { ReturnsVoid: true, IsAsync: true } ? "async void" : method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            diagnostics.Add(DiagnosticInfo.At(DiagnosticDescriptors.UnsupportedReturnType, location, name, result));
        }

        IParameterSymbol? view = method.Parameters.FirstOrDefault(parameter => ArgumentFor(parameter, model) == HandlerArgument.View);
        string viewName = view?.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) ?? "";
        return isRight && returns is not null ? new Signature(arguments.ToEquatableArray(), viewName, returns.Value) : null;
    }

    private static string PayloadName(HandlerArgument argument) => argument switch
    {
        HandlerArgument.Model => "the model",
        HandlerArgument.View => "the view",
        HandlerArgument.Dispatch or HandlerArgument.DispatchByValue => "the Dispatch",
        _ => "",
    };

    private static HandlerArgument? ArgumentFor(IParameterSymbol parameter, INamedTypeSymbol? model) => parameter.RefKind switch
    {
        RefKind.In or RefKind.RefReadOnlyParameter => FullName(parameter.Type) == KnownNames.Dispatch ? HandlerArgument.Dispatch : null,
        RefKind.None => FullName(parameter.Type) switch
        {
            KnownNames.Dispatch => HandlerArgument.DispatchByValue,
            KnownNames.Shard => HandlerArgument.Shard,
            KnownNames.CancellationToken => HandlerArgument.CancellationToken,
            _ when IsOrBase(parameter.Type, model) => HandlerArgument.Model,
            _ when EventFacts.ModelOfView(parameter.Type) is { } viewed && IsOrBase(viewed, model) => HandlerArgument.View,
            _ => null,
        },
        _ => null,
    };

    /// <summary>Whether a type is the model or an object that it extends: a handler of MESSAGE_CREATE may take a Message.</summary>
    private static bool IsOrBase(ITypeSymbol type, INamedTypeSymbol? model)
    {
        for (INamedTypeSymbol? candidate = model; candidate is { SpecialType: not SpecialType.System_Object }; candidate = candidate.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(candidate, type))
            {
                return true;
            }
        }

        return false;
    }

    private static string Problem(IParameterSymbol parameter, INamedTypeSymbol? model, List<HandlerArgument> arguments)
    {
        if (ArgumentFor(parameter, model) is { } argument && arguments.Contains(argument))
        {
            return $"'{parameter.Name}' is a second {parameter.Type.Name}";
        }

        return parameter.RefKind == RefKind.None
            ? $"nothing fits the parameter '{parameter.Name}'"
            : $"'{parameter.Name}' is passed by reference";
    }

    private static HandlerReturn? ReturnOf(IMethodSymbol method) => FullName(method.ReturnType) switch
    {
        _ when method.ReturnsVoid => method.IsAsync ? null : HandlerReturn.Void,
        KnownNames.Task => HandlerReturn.Task,
        KnownNames.ValueTask => HandlerReturn.ValueTask,
        _ => null,
    };

    private static string FullName(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString();

    private void Report(Location location, string name, string problem) =>
        diagnostics.Add(DiagnosticInfo.At(DiagnosticDescriptors.UnsupportedParameter, location, name, problem));
}
