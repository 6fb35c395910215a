namespace Spectacles.Gateway.Generators;

/// <summary>How a command is registered, as attributes of a method or a class say.</summary>
/// <param name="Permissions">The permissions that members need to see it; null if nothing is said.</param>
/// <param name="IsNsfw">Whether it is for channels with an age restriction only.</param>
/// <param name="IntegrationTypes">The kinds of installation; empty if nothing is said.</param>
/// <param name="Contexts">Where it can be used; empty if nothing is said.</param>
internal sealed record CommandSettings(
    ulong? Permissions, bool IsNsfw, EquatableArray<int> IntegrationTypes, EquatableArray<int> Contexts)
{
    /// <summary>Nothing is said.</summary>
    public static readonly CommandSettings None = new(null, false, default, default);

    public bool IsEmpty => Permissions is null && !IsNsfw && IntegrationTypes.Count == 0 && Contexts.Count == 0;

    /// <summary>These settings, and those of the class for what they do not say.</summary>
    public CommandSettings Over(CommandSettings ofClass) => new(
        Permissions ?? ofClass.Permissions,
        IsNsfw || ofClass.IsNsfw,
        IntegrationTypes.Count > 0 ? IntegrationTypes : ofClass.IntegrationTypes,
        Contexts.Count > 0 ? Contexts : ofClass.Contexts);
}
