using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Spectacles.Gateway.Generators;

/// <summary>The names of the methods that add what a project has: the MSBuild property, or else from the assembly's name.</summary>
internal static class RegistrationMethod
{
    /// <summary>The method that adds handlers: <c>AddMyBotHandlers</c>.</summary>
    public static IncrementalValueProvider<string> Of(IncrementalGeneratorInitializationContext context) => Of(context, "Handlers");

    /// <summary>The method that adds classes which answer interactions: <c>AddMyBotInteractions</c>.</summary>
    public static IncrementalValueProvider<string> OfInteractions(IncrementalGeneratorInitializationContext context) =>
        Of(context, "Interactions");

    private static IncrementalValueProvider<string> Of(IncrementalGeneratorInitializationContext context, string what) =>
        context.AnalyzerConfigOptionsProvider.Combine(context.CompilationProvider).Select((project, _) => Find(project, what));

    private static string Find((AnalyzerConfigOptionsProvider Options, Compilation Compilation) project, string what) =>
        project.Options.GlobalOptions.TryGetValue($"build_property.Spectacles{what}Method", out string? name) && Naming.IsIdentifier(name)
            ? name
            : $"Add{Capitalized(project.Compilation.AssemblyName ?? "")}{what}";

    private static string Capitalized(string assemblyName) => string.Concat(
        assemblyName.Split([.. assemblyName.Where(c => !char.IsLetterOrDigit(c))], StringSplitOptions.RemoveEmptyEntries)
            .Select(part => char.ToUpperInvariant(part[0]) + part.Substring(1)));
}
