using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>What the authors of symbols have the compiler say about their use, and emitted code may use them all the same.</summary>
internal static class Discouragement
{
    private const string Obsolete = "System.ObsoleteAttribute";
    private const string Experimental = "System.Diagnostics.CodeAnalysis.ExperimentalAttribute";

    /// <summary>Whether the use of a method, or of a type that it takes, is an error, which no pragma silences.</summary>
    public static bool IsForbidden(IMethodSymbol method) =>
        Of(method, Obsolete).Any(attribute => attribute.ConstructorArguments is [_, { Value: true }]);

    /// <summary>The diagnostics that the use of a method, or of a type that it takes, brings about as experimental.</summary>
    public static IEnumerable<string> Experiments(IMethodSymbol method) => Of(method, Experimental)
        .Select(attribute => attribute.ConstructorArguments is [{ Value: string id }] ? id : "")
        .Where(Naming.IsIdentifier);

    private static IEnumerable<AttributeData> Of(IMethodSymbol method, string name) => new ISymbol[] { method }
        .Concat(method.Parameters.Select(parameter => parameter.Type))
        .SelectMany(symbol => symbol.GetAttributes())
        .Where(attribute => attribute.AttributeClass?.ToDisplayString() == name);
}
