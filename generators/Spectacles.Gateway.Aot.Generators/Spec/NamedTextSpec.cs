namespace Spectacles.Gateway.Generators;

/// <summary>The name and the description of a command, an option or a choice, in all languages.</summary>
internal sealed record NamedTextSpec(string Name, string Description)
{
    public EquatableArray<LocalizedTextSpec> Names { get; init; }

    public EquatableArray<LocalizedTextSpec> Descriptions { get; init; }
}
