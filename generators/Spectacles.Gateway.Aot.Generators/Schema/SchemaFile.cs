using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Spectacles.Gateway.Generators.Schema;

/// <summary>Tells the project's schemas from its other additional files.</summary>
internal static class SchemaFile
{
    private const string Metadata = "build_metadata.AdditionalFiles.SpectaclesItem";
    private const string Value = "GatewaySchema";

    /// <summary>Every schema of the project, read.</summary>
    public static IncrementalValuesProvider<SchemaModel> ReadAll(IncrementalGeneratorInitializationContext context) => context.AdditionalTextsProvider
        .Combine(context.AnalyzerConfigOptionsProvider)
        .Where(file => IsSchema(file.Left, file.Right))
        .Select((file, cancellationToken) => SchemaReader.Read(file.Left, cancellationToken));

    private static bool IsSchema(AdditionalText file, AnalyzerConfigOptionsProvider options) =>
        options.GetOptions(file).TryGetValue(Metadata, out string? value) && value == Value;
}
