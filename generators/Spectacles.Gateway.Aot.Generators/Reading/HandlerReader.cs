using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Spectacles.Gateway.Generators;

/// <summary>Reads a class with [GatewayEvent] on it or in it. Symbols end here.</summary>
internal static class HandlerReader
{
    public static bool IsCandidate(SyntaxNode node, CancellationToken _) => node is
        TypeDeclarationSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax
        or LocalFunctionStatementSyntax;

    /// <summary>
    /// The class behind one attributed node. Null when another of its nodes answers for it: a class is read once, however many attributes
    /// it has.
    /// </summary>
    public static HandlerDraft? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (context.TargetSymbol is IMethodSymbol method && !IsCallable(method))
        {
            return Refuse(method, context, cancellationToken);
        }

        var type = context.TargetSymbol as INamedTypeSymbol ?? context.TargetSymbol.ContainingType;
        if (type is null || !AnswersFor(type, context, cancellationToken))
        {
            return null;
        }

        var diagnostics = new List<DiagnosticInfo>();
        bool canBeHandler = CheckKind(type, diagnostics);
        bool isEmitted = canBeHandler && ClassReader.CheckPartial(type, diagnostics, cancellationToken);
        var facts = new EventFacts(context.SemanticModel.Compilation);
        var methods = new HandlerMethodReader(type, facts, canBeHandler, diagnostics, cancellationToken)
            .Read()
            .ToEquatableArray();
        var registrations = isEmitted
            ? RegistrationReader.Read(type, IsAttributed, isUnique: false, context.SemanticModel.Compilation, diagnostics)
            : default;
        return new HandlerDraft(isEmitted ? Build(type) : null, methods, facts.Intents, registrations, diagnostics.ToEquatableArray());
    }

    public static IEnumerable<AttributeData> EventAttributes(ISymbol symbol) =>
        symbol.GetAttributes().Where(attribute => attribute.AttributeClass?.ToDisplayString() == KnownNames.Attribute);

    /// <summary>The methods of a class that have an event of their own.</summary>
    public static IEnumerable<IMethodSymbol> EventMethods(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IMethodSymbol>().Where(method => IsCallable(method) && EventAttributes(method).Any());

    private static bool IsAttributed(INamedTypeSymbol type) => EventAttributes(type).Any() || EventMethods(type).Any();

    private static bool IsCallable(IMethodSymbol method) =>
        method.MethodKind is MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation;

    // C# allows the attribute on everything that is a method to it: accessors, operators, local functions.
    private static HandlerDraft Refuse(IMethodSymbol method, GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var at = context.Attributes[0].ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation()
            ?? context.TargetNode.GetLocation();
        var refused = DiagnosticInfo.At(
            DiagnosticDescriptors.UnsupportedParameter,
            at,
            $"{method.ContainingType?.Name}.{method.Name}",
            "it is not a method of a class");
        return new HandlerDraft(null, default, new IntentTable(default, 0), default, new EquatableArray<DiagnosticInfo>([refused]));
    }

    private static bool AnswersFor(INamedTypeSymbol type, GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        ISymbol? first = EventAttributes(type).Any() ? type : EventMethods(type).FirstOrDefault();
        var target = (context.TargetSymbol as IMethodSymbol)?.PartialDefinitionPart ?? context.TargetSymbol;
        if (!SymbolEqualityComparer.Default.Equals(first, target))
        {
            return false;
        }

        // The attributes of a class may stand on several of its parts.
        var attribute = EventAttributes(first!).First().ApplicationSyntaxReference?.GetSyntax(cancellationToken);
        return attribute is not null && context.TargetNode.Contains(attribute);
    }

    private static bool CheckKind(INamedTypeSymbol type, List<DiagnosticInfo> diagnostics)
    {
        var extended = ClassReader.Bases(type).FirstOrDefault(IsAttributed);
        string? problem = (type.IsStatic, type.TypeKind, extended) switch
        {
            _ when ClassReader.Parts(type).Any(part => part.IsFileLocal) =>
                "it is local to its file, and the dispatch code is emitted into another file",
            (true, _, _) => "it is static, so no instance can be added to a cluster",
            (_, not TypeKind.Class, _) => "it is not a class",
            (_, _, not null) => $"it derives from '{extended.Name}', whose dispatch code it would replace; use composition instead",
            _ => null,
        };
        if (problem is not null)
        {
            diagnostics.Add(DiagnosticInfo.At(DiagnosticDescriptors.CannotBeHandler, type.Locations[0], type.Name, problem));
        }

        return problem is null;
    }

    private static HandlerSpec Build(INamedTypeSymbol type)
    {
        var shape = ClassReader.Read(type);
        return new HandlerSpec
        {
            HintName = $"{shape.FullPath}.g.cs",
            Namespace = shape.Namespace,
            Declarations = shape.Declarations,
            MethodsTypeName = $"{shape.Identifier}Methods",
        };
    }
}
