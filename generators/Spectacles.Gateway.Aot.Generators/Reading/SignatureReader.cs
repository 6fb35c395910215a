using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>Understands the parameters and the result of a handler method, or says what is wrong with them.</summary>
internal sealed class SignatureReader(TypeReferenceReader references, List<DiagnosticInfo> diagnostics)
{
    public HandlerSignature? Read(IMethodSymbol method, string eventName, INamedTypeSymbol? model, Location at)
    {
        var location = method.Locations.FirstOrDefault(place => place.IsInSource) ?? at;
        string name = $"{method.ContainingType.Name}.{method.Name}";
        if (method.IsGenericMethod)
        {
            Report(location, name, "it has type parameters");
            return null;
        }

        if (method.MethodKind == MethodKind.ExplicitInterfaceImplementation)
        {
            Report(location, name, "it implements an interface explicitly");
            return null;
        }

        bool isRight = true;
        var arguments = new List<HandlerArgument>();
        OwnParameter? own = null;
        foreach (var parameter in method.Parameters)
        {
            var place = parameter.Locations.FirstOrDefault(candidate => candidate.IsInSource) ?? location;
            var argument = ArgumentFor(parameter, model);
            var names = own is null ? NamesOfOwn(parameter, argument) : null;
            if (argument is { } known && names is null && !arguments.Contains(known))
            {
                arguments.Add(known);
                continue;
            }

            var misfit = Misfit(parameter, name, eventName, model, arguments, place);
            if (names is { } found)
            {
                arguments.Add(HandlerArgument.Own);
                own = new OwnParameter(found, parameter.Type.TypeKind != TypeKind.Error, argument is not null, misfit, null);
                continue;
            }

            isRight = false;
            diagnostics.Add(misfit);
        }

        string[] payloads = [.. arguments.Select(PayloadName).Where(payload => payload.Length > 0)];
        if (payloads.Length > 1)
        {
            string problem = $"it takes both {payloads[0]} and {payloads[1]}, and one is enough: the Dispatch has model and view, the view "
                + "has the model";
            var conflict = DiagnosticInfo.At(DiagnosticDescriptors.UnsupportedParameter, location, name, problem);
            isRight &= own is not null;
            own = own is null ? null : own with { Conflict = conflict };
            diagnostics.AddRange(own is null ? [conflict] : []);
        }

        var returns = ReturnOf(method);
        if (returns is null && method.ReturnType.TypeKind != TypeKind.Error)
        {
            string result = method is { ReturnsVoid: true, IsAsync: true }
                ? "async void"
                : method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            diagnostics.Add(DiagnosticInfo.At(DiagnosticDescriptors.UnsupportedReturnType, location, name, result));
        }

        var view = method.Parameters.FirstOrDefault(parameter => ArgumentFor(parameter, model) == HandlerArgument.View);
        string viewName = view?.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) ?? "";
        return isRight && returns is not null ? new HandlerSignature(arguments.ToEquatableArray(), viewName, returns.Value, own) : null;
    }

    private static string PayloadName(HandlerArgument argument) => argument switch
    {
        HandlerArgument.Model => "the model",
        HandlerArgument.View => "the view",
        HandlerArgument.Dispatch or HandlerArgument.DispatchByValue => "the Dispatch",
        HandlerArgument.Own => "a model",
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
        for (var candidate = model;
             candidate is { SpecialType: not SpecialType.System_Object };
             candidate = candidate.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(candidate, type))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The names by which a parameter may mean a type of the project's own schemas. Null when the compilation explains the parameter.
    /// </summary>
    private EquatableArray<TypeReference>? NamesOfOwn(IParameterSymbol parameter, HandlerArgument? argument)
    {
        // What the schemas have written has no symbol yet, unless the project adds a part to it. Then its view may seem to be that of its
        // base.
        bool canBeOwn = argument is null or HandlerArgument.View
            && parameter is { RefKind: RefKind.None, Type: INamedTypeSymbol { SpecialType: SpecialType.None, IsGenericType: false } };
        var names = canBeOwn ? references.Read(parameter).ToEquatableArray() : default;
        bool isBound = argument is not null && (names.Count == 0 || names[0] == TypeReferenceReader.Of(parameter.Type));
        return canBeOwn && !isBound ? names : null;
    }

    private static DiagnosticInfo Misfit(
        IParameterSymbol parameter, string name, string eventName, INamedTypeSymbol? model, List<HandlerArgument> arguments, Location place)
    {
        var viewed = EventFacts.ModelOfView(parameter.Type);
        string role = viewed is null ? "model" : "view";
        return EventFacts.EventOf(viewed ?? parameter.Type, out _) is { } other && other != eventName
            ? DiagnosticInfo.At(DiagnosticDescriptors.ModelOfAnotherEvent, place, name, eventName, NameOf(parameter.Type), role, other) with
            {
                Fix = RightType(model, viewed is not null),
            }
            : DiagnosticInfo.At(DiagnosticDescriptors.UnsupportedParameter, place, name, Problem(parameter, model, arguments));
    }

    private static string RightType(INamedTypeSymbol? model, bool isView) => model is null
        ? ""
        : model.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + (isView ? $".{KnownNames.View}" : "");

    private static string Problem(IParameterSymbol parameter, INamedTypeSymbol? model, List<HandlerArgument> arguments)
    {
        if (ArgumentFor(parameter, model) is { } argument && arguments.Contains(argument))
        {
            return $"'{parameter.Name}' is a second {NameOf(parameter.Type)}";
        }

        return parameter.RefKind == RefKind.None
            ? $"no supported type matches the parameter '{parameter.Name}'"
            : $"'{parameter.Name}' is passed by reference";
    }

    private static HandlerReturn? ReturnOf(IMethodSymbol method) => FullName(method.ReturnType) switch
    {
        _ when method.ReturnsVoid => method.IsAsync ? null : HandlerReturn.Void,
        KnownNames.Task => HandlerReturn.Task,
        KnownNames.ValueTask => HandlerReturn.ValueTask,
        _ => null,
    };

    private static string NameOf(ITypeSymbol type) => type.ToDisplayString(DisplayFormats.Path);

    private static string FullName(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString();

    private void Report(Location location, string name, string problem) =>
        diagnostics.Add(DiagnosticInfo.At(DiagnosticDescriptors.UnsupportedParameter, location, name, problem));
}
