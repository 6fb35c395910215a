using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>Finds the methods of a handler class, and understands their attributes and signatures.</summary>
internal sealed class HandlerMethodReader(
    INamedTypeSymbol type, EventFacts facts, bool canBeHandler, List<DiagnosticInfo> diagnostics, CancellationToken cancellationToken)
{
    private readonly SignatureReader signatures = new(new TypeReferenceReader(facts.Compilation, cancellationToken), diagnostics);

    /// <summary>One entry per attribute: those of the class first, then those of its methods, in their order.</summary>
    public List<HandlerMethodDraft> Read()
    {
        var methods = new List<HandlerMethodDraft>();
        AttributeData[] ofClass = [.. HandlerReader.EventAttributes(type)];
        if (ofClass.Length > 0 && FindHandlerMethod(ofClass[0]) is { } handler)
        {
            methods.AddRange(Read(handler, ofClass));
        }

        foreach (var method in HandlerReader.EventMethods(type))
        {
            methods.AddRange(Read(method, HandlerReader.EventAttributes(method)));
        }

        return methods;
    }

    private IEnumerable<HandlerMethodDraft> Read(IMethodSymbol method, IEnumerable<AttributeData> attributes)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var attribute in attributes)
        {
            if (attribute.ConstructorArguments is not [{ Kind: TypedConstantKind.Primitive } argument])
            {
                continue;
            }

            if (argument.Value is not string name)
            {
                diagnostics.Add(DiagnosticInfo.At(DiagnosticDescriptors.UnknownEvent, LocationOf(attribute), "null", "."));
            }
            else if (!names.Add(name))
            {
                diagnostics.Add(
                    DiagnosticInfo.At(DiagnosticDescriptors.EventTwice, LocationOf(attribute), $"{type.Name}.{method.Name}", name));
            }
            else
            {
                yield return Read(method, name, attribute);
            }
        }
    }

    private IMethodSymbol? FindHandlerMethod(AttributeData attribute)
    {
        IMethodSymbol[] named = [.. type.GetMembers().OfType<IMethodSymbol>()
            .Where(method => method.Name is "Handle" or "HandleAsync" && !HandlerReader.EventAttributes(method).Any())];
        if (named.Length == 1)
        {
            return named[0];
        }

        // A class that cannot be a handler needs another place for the attribute, not a method.
        if (canBeHandler)
        {
            var descriptor = named.Length == 0
                ? DiagnosticDescriptors.NoHandlerMethod
                : DiagnosticDescriptors.AmbiguousHandlerMethod;
            string fix = named.Length == 0 ? NewParameter(attribute) : "";
            diagnostics.Add(DiagnosticInfo.At(descriptor, LocationOf(attribute), type.Name) with { Fix = fix });
        }

        return null;
    }

    /// <summary>The parameter of a new handler method.</summary>
    private string NewParameter(AttributeData attribute) =>
        attribute.ConstructorArguments is [{ Value: string name }] && facts.FindModel(name) is { } model
            ? $"{FullName(model)} {Naming.ToCamelCase(model.Name)}"
            : $"in global::{KnownNames.Dispatch} dispatch";

    private HandlerMethodDraft Read(IMethodSymbol method, string name, AttributeData attribute)
    {
        var model = facts.FindModel(name);
        long deliveredBy = 0;
        if (model is not null)
        {
            EventFacts.EventOf(model, out deliveredBy);
        }

        var signature = signatures.Read(method, name, model, LocationOf(attribute));
        long? named = NamedIntents(attribute);
        string nearest = model is null && named is null ? Nearest(name, method) : "";
        return new HandlerMethodDraft
        {
            Spec = signature is null ? null : Build(method, name, model, signature),
            Event = name,
            IsKnown = model is not null,
            DeliveredBy = deliveredBy,
            NamedIntents = named,
            Parameter = signature?.Own,
            Unknown = UnknownEvent.At(LocationOf(attribute), name, nearest),
        };
    }

    /// <summary>The event that is meant: the one with the nearest name, or else the one whose model the method takes.</summary>
    private string Nearest(string name, IMethodSymbol method) =>
        NearestName.Find(name, facts.EventNames())
            ?? method.Parameters
                .Select(parameter => EventFacts.EventOf(EventFacts.ModelOfView(parameter.Type) ?? parameter.Type, out _))
                .FirstOrDefault(taken => taken is not null)
            ?? "";

    private HandlerMethodSpec Build(IMethodSymbol method, string name, INamedTypeSymbol? model, HandlerSignature signature) => new()
    {
        Event = name,
        DisplayName = $"{type.ToDisplayString(DisplayFormats.Path)}.{method.Name}",
        Signature = method.Name
            + $"({string.Join(", ", method.Parameters.Select(parameter => parameter.Type.ToDisplayString(DisplayFormats.Path)))})",
        Target = (method.IsStatic ? FullName(type) : "this") + "." + (Naming.IsIdentifier(method.Name) ? "" : "@") + method.Name,
        Arguments = signature.Arguments,
        Returns = signature.Returns,
        Model = signature.TakesModel ? FullName(model!) : "",
        View = signature.View,
        ModelParameter = signature.TakesModel ? FullName(method.Parameters[signature.ModelIndex].Type) : "",
        IsForbidden = Discouragement.IsForbidden(method),
        Experiments = Discouragement.Experiments(method).ToEquatableArray(),
    };

    private static long? NamedIntents(AttributeData attribute)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument is { Key: "Intents", Value.Value: long value })
            {
                return value;
            }
        }

        return null;
    }

    private static string FullName(ITypeSymbol symbol) => symbol.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private Location LocationOf(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation() ?? Location.None;
}
