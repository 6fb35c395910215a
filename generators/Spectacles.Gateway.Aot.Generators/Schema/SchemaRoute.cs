namespace Spectacles.Gateway.Generators;

/// <summary>A route of the REST API.</summary>
internal sealed record SchemaRoute
{
    /// <summary>The name of the operation: <c>CreateMessage</c>.</summary>
    public required SchemaText Name { get; init; }

    /// <summary>The HTTP method in capitals.</summary>
    public required SchemaText Method { get; init; }

    /// <summary>The path with its parameters in braces.</summary>
    public required SchemaText Path { get; init; }

    /// <summary>The parameters of the path that are not snowflakes, or that have a description.</summary>
    public required EquatableArray<SchemaField> Parameters { get; init; }

    /// <summary>The body as a type in the notation of fields; null when there is none.</summary>
    public required SchemaText? Body { get; init; }

    /// <summary>Whether files may be sent with the body.</summary>
    public required bool HasFiles { get; init; }

    /// <summary>
    /// The part of the one file that is sent instead, with a question mark when it may be left out; null when there is none.
    /// </summary>
    public required SchemaText? File { get; init; }

    /// <summary>The fields of the query.</summary>
    public required EquatableArray<SchemaField> Query { get; init; }

    /// <summary>Whether a reason for the audit log may be sent.</summary>
    public required bool HasReason { get; init; }

    /// <summary>The answer as a type in the notation of fields; null when there is none.</summary>
    public required SchemaText? Returns { get; init; }

    /// <summary>Whether Discord may send no answer.</summary>
    public required bool IsReturnOptional { get; init; }

    /// <summary>What is special about it.</summary>
    public required EquatableArray<SchemaText> Traits { get; init; }

    /// <summary>The parameter of the path for whose value the rate limit is counted.</summary>
    public required SchemaText? Major { get; init; }

    /// <summary>Whether Discord advises against it.</summary>
    public required bool IsDeprecated { get; init; }

    /// <summary>What it does.</summary>
    public required string Doc { get; init; }

    /// <summary>Its page in Discord's documentation.</summary>
    public required string Link { get; init; }
}
