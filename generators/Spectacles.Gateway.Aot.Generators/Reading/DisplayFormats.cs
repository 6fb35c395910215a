using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

internal static class DisplayFormats
{
    /// <summary>The class with what it is nested in, without namespace and type parameters.</summary>
    public static readonly SymbolDisplayFormat Path = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes);

    /// <summary>The class with what it is nested in and the namespace, without type parameters and escapes; or a namespace.</summary>
    public static readonly SymbolDisplayFormat FullPath = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary>The class alone, as it declares itself.</summary>
    public static readonly SymbolDisplayFormat Declaration = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>A namespace as it declares itself.</summary>
    public static readonly SymbolDisplayFormat Namespace = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);
}
