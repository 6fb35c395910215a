using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>Reads how the services of a host create classes, in a project that refers to the hosting package.</summary>
internal static class RegistrationReader
{
    /// <param name="type">A class for which code is emitted. If no instance of it can be, those that derive from it are created.</param>
    /// <param name="isAttributed">Whether code is emitted for a class itself.</param>
    /// <param name="isUnique">Whether only one of several classes that derive from the same can be added.</param>
    /// <param name="compilation">The project.</param>
    /// <param name="diagnostics">Receives why a class is left out.</param>
    public static EquatableArray<RegistrationSpec> Read(
        INamedTypeSymbol type,
        Func<INamedTypeSymbol, bool> isAttributed,
        bool isUnique,
        Compilation compilation,
        List<DiagnosticInfo> diagnostics)
    {
        if (compilation.GetTypeByMetadataName(KnownNames.HostBuilder) is null)
        {
            return default;
        }

        bool isGeneric = ClassReader.Parts(type).Any(part => part.Arity > 0);
        if (!type.IsAbstract && !isGeneric)
        {
            return Read(type, diagnostics) is { } own ? new EquatableArray<RegistrationSpec>([own]) : default;
        }

        INamedTypeSymbol[] derived =
            [.. DerivedTypes.Find(type, compilation).Where(candidate => !IsReported(candidate, type, isAttributed))];
        if (derived.Length == 0 && !type.IsAbstract)
        {
            Report(type, "it is generic", diagnostics);
        }

        if (derived.Length > 1 && isUnique)
        {
            foreach (var candidate in derived)
            {
                Report(candidate, $"another class derives from '{type.Name}' as well, and would answer the same interactions", diagnostics);
            }

            return default;
        }

        return derived.Select(candidate => Read(candidate, diagnostics)).OfType<RegistrationSpec>().ToEquatableArray();
    }

    private static RegistrationSpec? Read(INamedTypeSymbol type, List<DiagnosticInfo> diagnostics)
    {
        var constructors = ConstructorReader.Find(type);
        if (constructors.Length > 1)
        {
            diagnostics.Add(
                DiagnosticInfo.At(
                    DiagnosticDescriptors.SeveralConstructors,
                    type.Locations[0],
                    type.Name,
                    constructors.Length.ToString(CultureInfo.InvariantCulture)));
            return null;
        }

        var hidden = ClassReader.Parts(type).FirstOrDefault(part => !ConstructorReader.IsAccessible(part.DeclaredAccessibility));
        string? problem = hidden is not null ? $"'{hidden.Name}' is neither public nor internal"
            : ClassReader.Parts(type).Any(part => part.IsFileLocal) ? "it is local to its file"
            : constructors.Length == 0 ? "it has no constructor that is public or internal"
            : ClassReader.Parts(type).Any(Discouragement.IsForbidden) ? "it is obsolete, so that its use is an error"
            : ConstructorReader.Problem(constructors[0]);
        if (problem is not null)
        {
            Report(type, problem, diagnostics);
            return null;
        }

        return new RegistrationSpec(
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            type.Find(KnownNames.ScopedHandler) is not null,
            ConstructorReader.Arguments(constructors[0]),
            Discouragement.Experiments(constructors[0]).Concat(Discouragement.Experiments(ClassReader.Parts(type))).ToEquatableArray())
        {
            TakesRest = ConstructorReader.TakesRest(constructors[0]),
        };
    }

    /// <summary>Whether a class is an error already: code would be emitted both for it and for what it derives from.</summary>
    private static bool IsReported(INamedTypeSymbol derived, INamedTypeSymbol type, Func<INamedTypeSymbol, bool> isAttributed) =>
        ClassReader.Bases(derived)
            .Prepend(derived)
            .TakeWhile(part => !SymbolEqualityComparer.Default.Equals(part.OriginalDefinition, type))
            .Any(isAttributed);

    private static void Report(INamedTypeSymbol type, string problem, List<DiagnosticInfo> diagnostics) =>
        diagnostics.Add(DiagnosticInfo.At(DiagnosticDescriptors.LeftOut, type.Locations[0], type.Name, problem));
}
