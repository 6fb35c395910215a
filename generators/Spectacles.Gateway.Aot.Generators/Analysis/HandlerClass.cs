using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>A class with [GatewayEvent], for the analyzers.</summary>
internal sealed class HandlerClass
{
    private HandlerClass(INamedTypeSymbol type, AttributeData[] events, HashSet<ISymbol> methods) =>
        (Type, Events, Methods) = (type, events, methods);

    public INamedTypeSymbol Type { get; }

    /// <summary>Its attributes and those of its methods.</summary>
    public IReadOnlyList<AttributeData> Events { get; }

    /// <summary>The methods that handle an event.</summary>
    public ISet<ISymbol> Methods { get; }

    /// <summary>Reads a type. Null when it is no handler class.</summary>
    public static HandlerClass? Of(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Class)
        {
            return null;
        }

        AttributeData[] ofClass = [.. HandlerReader.EventAttributes(type)];
        IMethodSymbol[] own = [.. HandlerReader.EventMethods(type)];
        if (ofClass.Length == 0 && own.Length == 0)
        {
            return null;
        }

        var methods = new HashSet<ISymbol>(own, SymbolEqualityComparer.Default);
        if (ofClass.Length > 0)
        {
            methods.UnionWith(type.GetMembers().Where(member => member is IMethodSymbol { Name: "Handle" or "HandleAsync" }));
        }

        return new HandlerClass(type, [.. ofClass, .. own.SelectMany(HandlerReader.EventAttributes)], methods);
    }
}
