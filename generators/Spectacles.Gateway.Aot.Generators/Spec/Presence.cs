namespace Spectacles.Gateway.Generators;

/// <summary>Whether a field may be left out, and whether it may be null: two things to Discord.</summary>
internal enum Presence
{
    Required,
    Optional,
    Nullable,
    OptionalNullable,
}
