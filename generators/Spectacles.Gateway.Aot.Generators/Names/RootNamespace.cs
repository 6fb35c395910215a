using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Spectacles.Gateway.Generators;

/// <summary>
/// Where a project's own code begins. MSBuild takes the property from the project file's name, which need not be a name of C#.
/// </summary>
internal static class RootNamespace
{
    private const string Property = "build_property.RootNamespace";

    public static IncrementalValueProvider<string> Of(IncrementalGeneratorInitializationContext context) =>
        context.AnalyzerConfigOptionsProvider.Combine(context.CompilationProvider).Select(Find);

    private static string Find((AnalyzerConfigOptionsProvider Options, Compilation Compilation) project, CancellationToken _) =>
        Naming.ToNamespace(project.Options.GlobalOptions.TryGetValue(Property, out string? name) && name.Length > 0
            ? name
            : project.Compilation.AssemblyName ?? "");
}
