using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Spectacles.Gateway.Generators.Schema;

/// <summary>Tells the project's schemas from its other additional files.</summary>
internal static class SchemaFile
{
    private const string Metadata = "build_metadata.AdditionalFiles.SpectaclesItem";
    private const string Value = "GatewaySchema";

    public static bool IsSchema(AdditionalText file, AnalyzerConfigOptionsProvider options) =>
        options.GetOptions(file).TryGetValue(Metadata, out string? value) && value == Value;
}
