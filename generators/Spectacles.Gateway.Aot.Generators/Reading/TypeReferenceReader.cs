using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Spectacles.Gateway.Generators;

/// <summary>
/// Reads the names by which a handler's parameter means its type. A type that a schema of the project has written is no symbol yet. The
/// view of such a type is no symbol
/// either, or the view of what it extends: a class without a view of its own has that of its base.
/// </summary>
internal sealed class TypeReferenceReader(Compilation compilation, CancellationToken cancellationToken)
{
    /// <summary>The reference that a symbol is.</summary>
    public static TypeReference Of(ITypeSymbol type) => new(type.ToDisplayString(DisplayFormats.FullPath), IsFull: true);

    /// <summary>What the parameter's type may be, what is most probable first.</summary>
    public IEnumerable<TypeReference> Read(IParameterSymbol parameter)
    {
        if (parameter.Type.TypeKind != TypeKind.Error && EventFacts.ModelOfView(parameter.Type) is null)
        {
            return [Of(parameter.Type)];
        }

        var type = (parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) as ParameterSyntax)?.Type;
        return (type as NullableTypeSyntax)?.ElementType is NameSyntax nullable
            ? Read(nullable)
            : type is NameSyntax name ? Read(name) : [];
    }

    private IEnumerable<TypeReference> Read(NameSyntax name)
    {
        var model = compilation.GetSemanticModel(name.SyntaxTree);
        var symbol = model.GetSymbolInfo(name, cancellationToken).Symbol;
        if (
            name is IdentifierNameSyntax identifier
                && (symbol is null or IErrorTypeSymbol || model.GetAliasInfo(identifier, cancellationToken) is not null)
                && AliasedBy(identifier) is { } aliased)
        {
            return Read(aliased);
        }

        return (symbol, name) switch
        {
            (INamespaceSymbol scope, _) =>
                [new TypeReference(scope.IsGlobalNamespace ? "" : scope.ToDisplayString(DisplayFormats.FullPath), IsFull: false)],
            (INamedTypeSymbol { TypeKind: not TypeKind.Error } type, _) when EventFacts.ModelOfView(type) is null => [Of(type)],
            (_, QualifiedNameSyntax qualified) => Read(qualified.Left).Select(left => left.Member(qualified.Right.Identifier.ValueText)),
            (_, AliasQualifiedNameSyntax qualified) =>
                Read(qualified.Alias).Select(left => left.Member(qualified.Name.Identifier.ValueText)),
            (_, SimpleNameSyntax { Identifier.ValueText: KnownNames.View }) =>
                Holders(name, symbol?.ContainingType).Select(holder => holder.Member(KnownNames.View)),
            (_, SimpleNameSyntax simple) => [new TypeReference(simple.Identifier.ValueText, IsFull: false)],
            _ => [],
        };
    }

    // An alias for a type that does not exist yet is no alias to the semantic model.
    private NameSyntax? AliasedBy(IdentifierNameSyntax name) =>
        Usings(name).FirstOrDefault(
            directive => directive.Alias?.Name.Identifier.ValueText == name.Identifier.ValueText)?.NamespaceOrType as NameSyntax;

    /// <summary>
    /// The classes whose view a <c>View</c> without a class before it may be: those around it, and those of <c>using static</c>.
    /// </summary>
    private IEnumerable<TypeReference> Holders(NameSyntax view, INamedTypeSymbol? bound)
    {
        var model = compilation.GetSemanticModel(view.SyntaxTree);
        IEnumerable<ITypeSymbol> around = view.Ancestors()
            .OfType<TypeDeclarationSyntax>()
            .Select(type => model.GetDeclaredSymbol(type, cancellationToken)!);
        var imported = Usings(view)
            .Where(directive => directive.StaticKeyword != default)
            .Select(directive => directive.NamespaceOrType)
            .OfType<NameSyntax>();
        return around.Concat(bound is null ? [] : [bound]).Select(Of).Concat(imported.SelectMany(Read));
    }

    /// <summary>The directives that a name sees, the nearest first. A directive does not see those beside it.</summary>
    private IEnumerable<UsingDirectiveSyntax> Usings(SyntaxNode name)
    {
        var within = name.FirstAncestorOrSelf<UsingDirectiveSyntax>();
        var near = (within?.Parent ?? name).Ancestors().SelectMany(node => node switch
        {
            BaseNamespaceDeclarationSyntax scope => scope.Usings,
            CompilationUnitSyntax file => file.Usings,
            _ => default,
        });
        var everywhere = within is { GlobalKeyword.RawKind: not 0 } ? [] : compilation.SyntaxTrees
            .SelectMany(
                tree => tree.GetCompilationUnitRoot(cancellationToken).Usings).Where(directive => directive.GlobalKeyword != default);
        return near.Concat(everywhere);
    }
}
