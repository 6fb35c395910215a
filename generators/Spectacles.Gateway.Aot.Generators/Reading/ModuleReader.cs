using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>Reads a class with methods that answer interactions. Symbols end here.</summary>
internal static class ModuleReader
{
    /// <summary>The class around one attributed method. Null when another of its methods answers for it: a class is read once.</summary>
    public static ModuleDraft? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (context.TargetSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary })
        {
            return Refuse(context, cancellationToken);
        }

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
            isModule
                ? RegistrationReader.Read(
                    type, candidate => Methods(candidate).Any(), isUnique: true, context.SemanticModel.Compilation, diagnostics)
                : default,
            diagnostics.ToEquatableArray());
    }

    private static IEnumerable<IMethodSymbol> Methods(INamedTypeSymbol type) => type.GetMembers()
        .OfType<IMethodSymbol>()
        .Where(method => method.MethodKind == MethodKind.Ordinary && InteractionNames.Methods.Any(name => method.Find(name) is not null));

    // A method may have attributes of several kinds, each of which leads here.
    private static bool IsFirst(IMethodSymbol method, GeneratorAttributeSyntaxContext context) =>
        InteractionNames.Methods.First(name => method.Find(name) is not null)
            == context.Attributes[0].AttributeClass?.ToDisplayString();

    // C# allows the attribute on everything that is a method to it: accessors, operators, local functions.
    private static ModuleDraft Refuse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var refused = DiagnosticInfo.At(
            DiagnosticDescriptors.InteractionShape,
            context.Attributes[0].Place(cancellationToken),
            context.TargetSymbol.Name,
            "it is not a method of a class");
        return new ModuleDraft(
            null, "", default, default, CommandSettings.None, default, new EquatableArray<DiagnosticInfo>([refused]));
    }

    private static bool CheckKind(INamedTypeSymbol type, List<DiagnosticInfo> diagnostics)
    {
        var extended = ClassReader.Bases(type).FirstOrDefault(candidate => Methods(candidate).Any());
        string? problem = (type.TypeKind, type.IsStatic) switch
        {
            (not TypeKind.Class, _) => "it is not a class",
            (_, true) => "it is static, so no instance can be added to a cluster",
            _ when ClassReader.Parts(type).Any(part => part.IsFileLocal) =>
                "it is local to its file, and the dispatch code is emitted into another file",
            _ when extended is not null =>
                $"it derives from '{extended.Name}', whose dispatch code it would replace; use composition instead",
            _ => null,
        };
        if (problem is not null)
        {
            diagnostics.Add(DiagnosticInfo.At(DiagnosticDescriptors.CannotBeHandler, type.Locations[0], type.Name, problem));
        }

        return problem is null;
    }
}
