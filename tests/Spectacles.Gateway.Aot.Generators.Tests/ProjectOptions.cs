using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>
/// What MSBuild tells a generator: every JSON file is a schema, that of the library one to refer to, or contains
/// texts of commands, and the project has a root namespace.
/// </summary>
internal sealed class ProjectOptions(string rootNamespace) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options("build_property.RootNamespace", rootNamespace);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options();

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => textFile.Path.EndsWith(".json", StringComparison.Ordinal)
        ? new Options(
            "build_metadata.AdditionalFiles.SpectaclesItem",
            Item(textFile.Path))
        : new Options();

    private static string Item(string path) => Path.GetDirectoryName(path) == Project.Texts ? "InteractionTexts"
        : Path.GetFileName(path) == Project.LibrarySchema ? "GatewaySchemaReference"
        : "GatewaySchema";

    private sealed class Options(string? key = null, string? value = null) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string name, [NotNullWhen(true)] out string? found)
        {
            found = name == key ? value : null;
            return found is not null;
        }
    }
}
