using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>What the authors of symbols have the compiler say about their use, and emitted code may use them all the same.</summary>
internal static class Discouragement
{
    private const string Obsolete = "System.ObsoleteAttribute";
    private const string Experimental = "System.Diagnostics.CodeAnalysis.ExperimentalAttribute";

    /// <summary>Whether the use of a method, or of a type that it takes, is an error, which no pragma silences.</summary>
    public static bool IsForbidden(IMethodSymbol method) =>
        Of([method, .. TypesOf(method)], Obsolete).Any(IsError);

    /// <summary>Whether the use of a class, or of a member of an enum, is an error.</summary>
    public static bool IsForbidden(ISymbol symbol) => Of([symbol], Obsolete).Any(IsError);

    /// <summary>
    /// The diagnostics that the use of a method, of a type that it takes, or of the members of an enum, brings about as experimental.
    /// </summary>
    public static IEnumerable<string> Experiments(IMethodSymbol method) =>
        Experiments([method, .. TypesOf(method), .. TypesOf(method).SelectMany(MembersOf)]);

    public static IEnumerable<string> Experiments(IEnumerable<ISymbol> symbols) => Of(symbols, Experimental)
        .Select(attribute => attribute.ConstructorArguments is [{ Value: string id }] ? id : "")
        .Where(Naming.IsIdentifier);

    private static bool IsError(AttributeData obsolete) => obsolete.ConstructorArguments is [_, { Value: true }];

    /// <summary>The types that a method takes, and those of which it takes nullable values or lists.</summary>
    private static IEnumerable<ITypeSymbol> TypesOf(IMethodSymbol method) => method.Parameters
        .Select(parameter => parameter.Type)
        .SelectMany(type => type switch
        {
            INamedTypeSymbol { TypeArguments: [var argument] } => new[] { type, argument },
            IArrayTypeSymbol array => [type, array.ElementType],
            _ => [type],
        });

    private static IEnumerable<ISymbol> MembersOf(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum ? type.GetMembers().OfType<IFieldSymbol>() : [];

    private static IEnumerable<AttributeData> Of(IEnumerable<ISymbol> symbols, string name) => symbols
        .SelectMany(symbol => symbol.GetAttributes())
        .Where(attribute => attribute.AttributeClass?.ToDisplayString() == name);
}
