namespace Spectacles.Gateway.Generators;

/// <summary>A route of the REST API: a method of the client.</summary>
internal sealed record RouteSpec
{
    public required string HintName { get; init; }

    public required string Namespace { get; init; }

    /// <summary>The name of the operation; the method's is this one and <c>Async</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The HTTP method as a property of <c>HttpMethod</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The path with its parameters in braces.</summary>
    public required string Template { get; init; }

    /// <summary>The parameters of the path, in its order.</summary>
    public required EquatableArray<RouteParameterSpec> Parameters { get; init; }

    /// <summary>What is sent; null when nothing is.</summary>
    public required RouteBodySpec? Body { get; init; }

    public required RouteFiles Files { get; init; }

    /// <summary>The struct of its query; empty when it has none.</summary>
    public required string Query { get; init; }

    /// <summary>Whether something in the query has to be set.</summary>
    public required bool NeedsQuery { get; init; }

    public required bool HasReason { get; init; }

    /// <summary>What is answered; null when nothing is.</summary>
    public required RouteAnswerSpec? Answer { get; init; }

    /// <summary>What is special about it, by the names in C#.</summary>
    public required EquatableArray<string> Traits { get; init; }

    /// <summary>The parameter for whose value the rate limit is counted, by its name in C#; empty when none.</summary>
    public required string Major { get; init; }

    /// <summary>Whether Discord advises against it.</summary>
    public required bool IsDeprecated { get; init; }

    public required string Doc { get; init; }

    public required string Link { get; init; }
}
