using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Spectacles.Gateway.Generators;

/// <summary>Reads how a class is declared, so that another part of it can be emitted.</summary>
internal static class ClassReader
{
    public static ClassShape Read(INamedTypeSymbol type)
    {
        INamedTypeSymbol[] parts = [.. Parts(type).Reverse()];
        string path = string.Join(".", parts.Select(part => part.Arity > 0 ? $"{part.Name}_{part.Arity}" : part.Name));
        string scope = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(DisplayFormats.Namespace);
        return new ClassShape(
            $"{(scope.Length > 0 ? scope + "." : "")}{path}".Replace("@", ""),
            scope,
            parts.Select(Declaration).ToEquatableArray(),
            path.Replace(".", "").Replace("_", ""));
    }

    /// <summary>Reports the class, and each class around it, that is not partial.</summary>
    public static bool CheckPartial(INamedTypeSymbol type, List<DiagnosticInfo> diagnostics, CancellationToken cancellationToken)
    {
        bool isPartial = true;
        foreach (var part in Parts(type))
        {
            var syntax = part.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) as TypeDeclarationSyntax;
            if (syntax is not null && !syntax.Modifiers.Any(modifier => modifier.ValueText == "partial"))
            {
                diagnostics.Add(DiagnosticInfo.At(DiagnosticDescriptors.HandlerNotPartial, syntax.Identifier.GetLocation(), part.Name));
                isPartial = false;
            }
        }

        return isPartial;
    }

    /// <summary>The class and what it is nested in, innermost first.</summary>
    public static IEnumerable<INamedTypeSymbol> Parts(INamedTypeSymbol type)
    {
        for (var part = type; part is not null; part = part.ContainingType)
        {
            yield return part;
        }
    }

    /// <summary>What the class derives from, nearest first.</summary>
    public static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var extended = type.BaseType; extended is not null; extended = extended.BaseType)
        {
            yield return extended;
        }
    }

    private static string Declaration(INamedTypeSymbol type)
    {
        string keyword = (type.TypeKind, type.IsRecord) switch
        {
            (TypeKind.Struct, true) => "record struct",
            (TypeKind.Struct, false) => "struct",
            (TypeKind.Interface, _) => "interface",
            (_, true) => "record",
            _ => "class",
        };
        return $"partial {keyword} {type.ToDisplayString(DisplayFormats.Declaration)}";
    }
}
