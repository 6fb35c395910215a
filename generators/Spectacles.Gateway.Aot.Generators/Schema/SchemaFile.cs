using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Spectacles.Gateway.Generators;

/// <summary>Tells the project's schemas, and those that they refer to, from its other additional files.</summary>
internal static class SchemaFile
{
    private const string Metadata = "build_metadata.AdditionalFiles.SpectaclesItem";
    private const string Own = "GatewaySchema";
    private const string Reference = "GatewaySchemaReference";

    /// <summary>Every schema of the project, read.</summary>
    public static IncrementalValuesProvider<SchemaModel> ReadAll(IncrementalGeneratorInitializationContext context) => Files(context, Own)
        .Select(SchemaReader.Read);

    /// <summary>
    /// The schemas whose types are in an assembly that the project refers to. They are read only beside schemas of the project's own.
    /// </summary>
    public static IncrementalValuesProvider<SchemaModel> ReadReferences(IncrementalGeneratorInitializationContext context) =>
        Files(context, Reference)
        .Combine(HasOwn(context))
        .Where(file => file.Right)
        .Select((file, cancellationToken) => SchemaReader.Read(file.Left, cancellationToken))
        .Select((schema, _) => schema with { Scope = schema.Namespace?.Value ?? KnownNames.Events });

    /// <summary>Whether the project has schemas of its own.</summary>
    public static IncrementalValueProvider<bool> HasOwn(IncrementalGeneratorInitializationContext context) =>
        Files(context, Own).Collect().Select((files, _) => files.Length > 0);

    /// <summary>The files that the project gives to a generator as one kind of item.</summary>
    public static IncrementalValuesProvider<AdditionalText> Files(IncrementalGeneratorInitializationContext context, string item) =>
        context.AdditionalTextsProvider
        .Combine(context.AnalyzerConfigOptionsProvider)
        .Where(file => Is(item, file.Left, file.Right))
        .Select((file, _) => file.Left);

    private static bool Is(string item, AdditionalText file, AnalyzerConfigOptionsProvider options) =>
        options.GetOptions(file).TryGetValue(Metadata, out string? value) && value == item;
}
