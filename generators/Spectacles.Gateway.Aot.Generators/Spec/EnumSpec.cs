namespace Spectacles.Gateway.Generators;

/// <summary>An enum, flags, or the struct that stands for an enum of strings.</summary>
internal sealed record EnumSpec
{
    public required string HintName { get; init; }

    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public required ValueKind Kind { get; init; }

    public required string Doc { get; init; }

    public required string Link { get; init; }

    public required EquatableArray<EnumValueSpec> Values { get; init; }
}
