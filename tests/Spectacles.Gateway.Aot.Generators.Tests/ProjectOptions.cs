using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>
/// What MSBuild tells a generator: every JSON file is a schema, that of the library one to refer to, and the project has a root namespace.
/// </summary>
internal sealed class ProjectOptions(string rootNamespace) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options("build_property.RootNamespace", rootNamespace);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options();

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => textFile.Path.EndsWith(".json", StringComparison.Ordinal)
        ? new Options(
            "build_metadata.AdditionalFiles.SpectaclesItem",
            Path.GetFileName(textFile.Path) == Project.LibrarySchema ? "GatewaySchemaReference" : "GatewaySchema")
        : new Options();

    private sealed class Options(string? key = null, string? value = null) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string name, [NotNullWhen(true)] out string? found)
        {
            found = name == key ? value : null;
            return found is not null;
        }
    }
}
