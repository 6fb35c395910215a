using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>Checks the parts of a method's shape that do not depend on what it answers.</summary>
internal static class InteractionShapeReader
{
    /// <summary>What the method returns. Null after a report.</summary>
    public static InteractionReturn? Read(IMethodSymbol method, string context, List<DiagnosticInfo> diagnostics)
    {
        bool isSuggesting = context == InteractionNames.Autocompletion;
        var returns = isSuggesting ? SuggestionsOf(method.ReturnType) : TaskOf(method.ReturnType);
        string? problem = method switch
        {
            { IsGenericMethod: true } => "it has type parameters",
            { IsAbstract: true } => null,
            _ when method.Parameters.FirstOrDefault(parameter => parameter.RefKind != RefKind.None) is { } byReference =>
                $"'{byReference.Name}' is passed by reference",
            _ when (FindTwice(method, context) ?? FindTwice(method, KnownNames.CancellationToken)) is { } twice =>
                $"'{twice.Name}' is a second {twice.Type.Name}",
            _ when !isSuggesting && method.Parameters.All(parameter => Names(parameter.Type) != context) =>
                "it takes no Interaction, so it could not answer",
            _ when returns is null && method.ReturnType.TypeKind != TypeKind.Error => isSuggesting
                ? "it returns no list of Suggestion, nor a task of one"
                : "it returns neither Task nor ValueTask",
            _ => null,
        };
        if (problem is not null)
        {
            diagnostics.Add(
                DiagnosticInfo.At(
                    DiagnosticDescriptors.InteractionShape, method.Locations[0], $"{method.ContainingType.Name}.{method.Name}", problem));
        }

        return problem is null ? returns : null;
    }

    private static IParameterSymbol? FindTwice(IMethodSymbol method, string type) =>
        method.Parameters.Where(parameter => Names(parameter.Type) == type).Skip(1).FirstOrDefault();

    private static string Names(ISymbol type) => type.ToDisplayString();

    private static InteractionReturn? TaskOf(ITypeSymbol type) => Names(type.WithNullableAnnotation(NullableAnnotation.None)) switch
    {
        KnownNames.Task => InteractionReturn.Task,
        KnownNames.ValueTask => InteractionReturn.ValueTask,
        _ => null,
    };

    private static InteractionReturn? SuggestionsOf(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { TypeArguments: [var result] } task
            when Names(task.ConstructedFrom) is $"{KnownNames.Task}<TResult>" or $"{KnownNames.ValueTask}<TResult>" =>
            !IsList(result) ? null : task.Name == "Task" ? InteractionReturn.Task : InteractionReturn.ValueTask,
        _ => IsList(type) ? InteractionReturn.List : null,
    };

    private static bool IsList(ITypeSymbol type) => type.AllInterfaces.Append(type as INamedTypeSymbol).Any(
        candidate => candidate is { OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T }
            && Names(candidate.TypeArguments[0]) == InteractionNames.Suggestion);
}
