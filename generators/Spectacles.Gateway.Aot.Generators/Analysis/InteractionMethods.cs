using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>The methods of a class that answer interactions, for the analyzers.</summary>
internal static class InteractionMethods
{
    private const string Autocomplete = "Autocomplete";

    /// <summary>The methods that a shard calls: those of commands, components and modals, and those that suggest values.</summary>
    public static IEnumerable<ISymbol> Of(INamedTypeSymbol type)
    {
        IMethodSymbol[] methods =
        [
            .. type.GetMembers()
                .OfType<IMethodSymbol>()
                .Where(method => InteractionNames.Methods.Any(name => method.Find(name) is not null)),
        ];
        string[] suggesting =
        [
            .. methods.SelectMany(method => method.Parameters)
                .Select(parameter => parameter.Find(InteractionNames.Option)?.Named(Autocomplete)?.Value)
                .OfType<string>(),
        ];
        return methods.Concat(suggesting.SelectMany(name => type.GetMembers(name)));
    }
}
