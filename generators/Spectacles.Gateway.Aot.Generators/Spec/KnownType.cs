namespace Spectacles.Gateway.Generators.Spec;

/// <summary>What a name in a schema means.</summary>
/// <param name="Kind">How its values look.</param>
/// <param name="ClrType">The type in C#; with its namespace when it is in another assembly.</param>
/// <param name="IsReferenced">Whether it is in another assembly: its readers can't be called but through its interface.</param>
internal readonly record struct KnownType(ValueKind Kind, string ClrType, bool IsReferenced = false);
