using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DocumentationTests;

/// <summary>What MSBuild tells the generators: the root namespace, and which schema is the library's.</summary>
internal sealed class SchemaOptions : AnalyzerConfigOptionsProvider
{
    public const string LibrarySchema = "discord-v10.json";

    public override AnalyzerConfigOptions GlobalOptions { get; } = new Option("build_property.RootNamespace", "MyBot");

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Option("", "");

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Option(
        "build_metadata.AdditionalFiles.SpectaclesItem", textFile.Path == LibrarySchema ? "GatewaySchemaReference" : "GatewaySchema");

    private sealed class Option(string key, string value) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string name, [NotNullWhen(true)] out string? found)
        {
            found = name == key ? value : null;
            return found is not null;
        }
    }
}
