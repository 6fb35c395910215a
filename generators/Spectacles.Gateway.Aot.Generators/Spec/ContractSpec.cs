namespace Spectacles.Gateway.Generators;

/// <summary>
/// What to write for one schema. Specs are cached between keystrokes: immutable, equal by value, and holding nothing of Roslyn's and no
/// position,
/// so that only a change of meaning writes anything anew.
/// </summary>
internal sealed record ContractSpec
{
    public required EquatableArray<ModelSpec> Models { get; init; }

    public required EquatableArray<EnumSpec> Enums { get; init; }

    public required EventsSpec Events { get; init; }

    public required JsonContextSpec Context { get; init; }

    public required EquatableArray<RouteSpec> Routes { get; init; }

    public required EquatableArray<QuerySpec> Queries { get; init; }
}
