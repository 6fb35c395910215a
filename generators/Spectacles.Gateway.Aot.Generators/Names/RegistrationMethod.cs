using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Spectacles.Gateway.Generators;

/// <summary>The name of the method that adds a project's handlers: the MSBuild property, or else from the assembly's name.</summary>
internal static class RegistrationMethod
{
    private const string Property = "build_property.SpectaclesHandlersMethod";

    public static IncrementalValueProvider<string> Of(IncrementalGeneratorInitializationContext context) =>
        context.AnalyzerConfigOptionsProvider.Combine(context.CompilationProvider).Select(Find);

    private static string Find((AnalyzerConfigOptionsProvider Options, Compilation Compilation) project, CancellationToken _) =>
        project.Options.GlobalOptions.TryGetValue(Property, out string? name) && Naming.IsIdentifier(name)
            ? name
            : $"Add{Capitalized(project.Compilation.AssemblyName ?? "")}Handlers";

    private static string Capitalized(string assemblyName) => string.Concat(
        assemblyName.Split([.. assemblyName.Where(c => !char.IsLetterOrDigit(c))], StringSplitOptions.RemoveEmptyEntries)
            .Select(part => char.ToUpperInvariant(part[0]) + part.Substring(1)));
}
