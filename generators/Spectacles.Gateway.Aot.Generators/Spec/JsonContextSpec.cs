namespace Spectacles.Gateway.Generators;

/// <summary>A JsonSerializerContext to be written whole: generators do not chain, so System.Text.Json's own would never see ours.</summary>
internal sealed record JsonContextSpec
{
    public required string HintName { get; init; }

    /// <summary>Empty for the global namespace.</summary>
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public required bool IsPublic { get; init; }

    public required string Doc { get; init; }

    /// <summary>The models by their full names, each with the name of its property.</summary>
    public required EquatableArray<JsonContextEntrySpec> Entries { get; init; }
}
