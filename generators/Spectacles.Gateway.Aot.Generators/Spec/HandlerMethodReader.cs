using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Spec;

/// <summary>Finds the methods of a handler class, and understands their attributes and signatures.</summary>
internal sealed class HandlerMethodReader(
    INamedTypeSymbol type, EventFacts facts, List<DiagnosticInfo> diagnostics, CancellationToken cancellationToken)
{
    private readonly SignatureReader signatures = new(diagnostics);

    /// <summary>One entry per attribute: those of the class first, then those of its methods, in their order.</summary>
    public List<HandlerMethodSpec> Read()
    {
        var methods = new List<HandlerMethodSpec>();
        AttributeData[] ofClass = [.. HandlerReader.EventAttributes(type)];
        if (ofClass.Length > 0 && FindHandlerMethod(ofClass[0]) is { } handler)
        {
            methods.AddRange(ofClass.Select(attribute => Read(handler, attribute)).Where(method => method is not null).Select(method => method!));
        }

        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
        {
            methods.AddRange(HandlerReader.EventAttributes(method).Select(attribute => Read(method, attribute)).Where(read => read is not null).Select(read => read!));
        }

        return methods;
    }

    private IMethodSymbol? FindHandlerMethod(AttributeData attribute)
    {
        IMethodSymbol[] named = [.. type.GetMembers().OfType<IMethodSymbol>()
            .Where(method => method.Name is "Handle" or "HandleAsync" && !HandlerReader.EventAttributes(method).Any())];
        if (named.Length == 1)
        {
            return named[0];
        }

        DiagnosticDescriptor descriptor = named.Length == 0 ? DiagnosticDescriptors.NoHandlerMethod : DiagnosticDescriptors.AmbiguousHandlerMethod;
        diagnostics.Add(DiagnosticInfo.At(descriptor, LocationOf(attribute), type.Name));
        return null;
    }

    private HandlerMethodSpec? Read(IMethodSymbol method, AttributeData attribute)
    {
        if (attribute.ConstructorArguments is not [{ Value: string name }])
        {
            return null;
        }

        INamedTypeSymbol? model = facts.FindModel(name);
        long deliveredBy = 0;
        if (model is not null)
        {
            EventFacts.EventOf(model, out deliveredBy);
        }

        long? named = NamedIntents(attribute);
        Signature? signature = signatures.Read(method, name, model, LocationOf(attribute));
        if (model is null && (named is null || signature is { TakesModel: true }))
        {
            string nearest = Naming.Nearest(name, facts.EventNames());
            diagnostics.Add(DiagnosticInfo.At(DiagnosticDescriptors.UnknownEvent, LocationOf(attribute), name, nearest));
            return null;
        }

        long intents = IntentRule.Apply(deliveredBy, named ?? 0, facts.Privileged);
        long caused = intents & facts.Privileged & ~(named ?? 0);
        if (caused != 0)
        {
            diagnostics.Add(DiagnosticInfo.At(DiagnosticDescriptors.PrivilegedIntent, LocationOf(attribute), name, facts.ToText(caused)));
        }

        return signature is null ? null : new HandlerMethodSpec
        {
            Event = name,
            DisplayName = $"{type.ToDisplayString(DisplayFormats.Path)}.{method.Name}",
            Signature = $"{method.Name}({string.Join(", ", method.Parameters.Select(parameter => parameter.Type.Name))})",
            Target = (method.IsStatic ? "" : "this.") + (Naming.IsIdentifier(method.Name) ? "" : "@") + method.Name,
            Arguments = signature.Arguments,
            Returns = signature.Returns,
            Model = signature.TakesModel ? model!.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : "",
            View = signature.View,
            Intents = intents,
            IntentNames = facts.ToSource(intents, $"global::{KnownNames.Intents}"),
        };
    }

    private static long? NamedIntents(AttributeData attribute)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument is { Key: "Intents", Value.Value: long value })
            {
                return value;
            }
        }

        return null;
    }

    private Location LocationOf(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation() ?? Location.None;
}
