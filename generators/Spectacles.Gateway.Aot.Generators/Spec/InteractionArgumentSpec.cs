namespace Spectacles.Gateway.Generators;

/// <summary>What a parameter of a method that answers interactions receives.</summary>
internal sealed record InteractionArgumentSpec
{
    public required ArgumentSource Source { get; init; }

    /// <summary>The name of the option, the field or the placeholder.</summary>
    public string Name { get; init; } = "";

    /// <summary>The type of the value, or of the values of a list.</summary>
    public EnteredTypeSpec? Type { get; init; }

    /// <summary>Whether the parameter may be null.</summary>
    public bool IsNullable { get; init; }

    public ArgumentShape Shape { get; init; }

    /// <summary>What the parameter is when there is no value, as C#; empty when there must be one.</summary>
    public string Fallback { get; init; } = "";
}
