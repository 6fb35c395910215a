namespace Spectacles.Gateway.Generators;

/// <summary>A type of values that users enter, or that custom ids contain.</summary>
internal sealed record EnteredTypeSpec
{
    public required EnteredKind Kind { get; init; }

    /// <summary>The type in C#, without a question mark.</summary>
    public required string Type { get; init; }

    /// <summary>The members of an enum.</summary>
    public EquatableArray<EnumMemberSpec> Members { get; init; }
}
