using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>Finds the classes of a project that derive from another one.</summary>
internal static class DerivedTypes
{
    /// <summary>Those of which instances can be created.</summary>
    public static IEnumerable<INamedTypeSymbol> Find(INamedTypeSymbol type, Compilation compilation) =>
        In(compilation.Assembly.GlobalNamespace)
            .Where(candidate => candidate is { TypeKind: TypeKind.Class, IsAbstract: false }
                && ClassReader.Parts(candidate).All(part => part.Arity == 0)
                && ClassReader.Bases(candidate).Any(part => SymbolEqualityComparer.Default.Equals(part.OriginalDefinition, type)));

    private static IEnumerable<INamedTypeSymbol> In(INamespaceOrTypeSymbol container) => container.GetMembers().SelectMany(
        member => member switch
        {
            INamespaceSymbol inner => In(inner),
            INamedTypeSymbol type => In(type).Prepend(type),
            _ => [],
        });
}
