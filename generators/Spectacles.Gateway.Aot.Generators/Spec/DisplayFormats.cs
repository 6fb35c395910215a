using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Spec;

internal static class DisplayFormats
{
    /// <summary>The class with what it is nested in, without namespace and type parameters.</summary>
    public static readonly SymbolDisplayFormat Path = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes);
}
