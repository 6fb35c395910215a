using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Spectacles.Gateway.Generators;


/// <summary>Reads a class with methods that answer interactions. Symbols end here.</summary>
internal static class ModuleReader
{
    public static bool IsCandidate(SyntaxNode node, CancellationToken _) => node is MethodDeclarationSyntax;

    /// <summary>The class around one attributed method. Null when another of its methods answers for it: a class is read once.</summary>
    public static ModuleDraft? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var type = context.TargetSymbol.ContainingType;
        var target = (context.TargetSymbol as IMethodSymbol)?.PartialDefinitionPart ?? context.TargetSymbol;
        var first = Methods(type).FirstOrDefault();
        if (!SymbolEqualityComparer.Default.Equals(first, target) || !IsFirst(first!, context))
        {
            return null;
        }

        var diagnostics = new List<DiagnosticInfo>();
        bool isModule = CheckKind(type, diagnostics) && ClassReader.CheckPartial(type, diagnostics, cancellationToken);
        var reader = new InteractionMethodReader(type, diagnostics, cancellationToken);
        return new ModuleDraft(
            isModule ? ClassReader.Read(type) : null,
            type.ToDisplayString(DisplayFormats.Path),
            type.All(InteractionNames.CommandGroup)
                .Select(group => new GroupDraft(group.Text(0), group.Text(1), TextPlace.Of(group.Place(cancellationToken))))
                .ToEquatableArray(),
            Methods(type).SelectMany(reader.Read).ToEquatableArray(),
            InteractionTermsReader.SettingsOf(type).Over(InteractionTermsReader.RequiredOf(type)),
            isModule ? RegistrationReader.Read(type, context.SemanticModel.Compilation, diagnostics) : null,
            diagnostics.ToEquatableArray());
    }

    private static IEnumerable<IMethodSymbol> Methods(INamedTypeSymbol type) => type.GetMembers()
        .OfType<IMethodSymbol>()
        .Where(method => method.MethodKind == MethodKind.Ordinary && InteractionNames.Methods.Any(name => method.Find(name) is not null));

    // A method may have attributes of several kinds, each of which leads here.
    private static bool IsFirst(IMethodSymbol method, GeneratorAttributeSyntaxContext context) =>
        InteractionNames.Methods.First(name => method.Find(name) is not null)
            == context.Attributes[0].AttributeClass?.ToDisplayString();

    private static bool CheckKind(INamedTypeSymbol type, List<DiagnosticInfo> diagnostics)
    {
        string? problem = (type.TypeKind, type.IsStatic) switch
        {
            (not TypeKind.Class, _) => "it is not a class",
            (_, true) => "it is static, so no instance can be added to a cluster",
            _ when ClassReader.Parts(type).Any(part => part.IsFileLocal) =>
                "it is local to its file, and the dispatch code is emitted into another file",
            _ => null,
        };
        if (problem is not null)
        {
            diagnostics.Add(DiagnosticInfo.At(DiagnosticDescriptors.CannotBeHandler, type.Locations[0], type.Name, problem));
        }

        return problem is null;
    }
}
