namespace Spectacles.Gateway.Generators;

/// <summary>What a schema file says, and where: no meaning has been given to its names yet.</summary>
internal sealed record SchemaModel
{
    public required string Path { get; init; }

    /// <summary>The namespace for what is written; null when the file names none.</summary>
    public required SchemaText? Namespace { get; init; }

    /// <summary>The same, or the project's own where the file names none or one that is none.</summary>
    public string Scope { get; init; } = "";

    public required EquatableArray<SchemaEvent> Events { get; init; }

    public required EquatableArray<SchemaType> Types { get; init; }

    public required EquatableArray<SchemaEnum> Enums { get; init; }

    /// <summary>The routes of the REST API.</summary>
    public required EquatableArray<SchemaRoute> Routes { get; init; }

    /// <summary>Whether there are views over the types, and JSON metadata of them; otherwise there are only models.</summary>
    public required bool HasViews { get; init; }

    /// <summary>What is wrong with the file as a text and as a form.</summary>
    public required EquatableArray<DiagnosticInfo> Diagnostics { get; init; }
}
