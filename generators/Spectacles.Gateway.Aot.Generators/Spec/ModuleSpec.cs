namespace Spectacles.Gateway.Generators;

/// <summary>The part to write of one class that answers interactions.</summary>
internal sealed record ModuleSpec
{
    public required string HintName { get; init; }

    /// <summary>Empty for the global namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The class and what it is nested in, outermost first, as declarations.</summary>
    public required EquatableArray<string> Declarations { get; init; }

    /// <summary>A name that only this class has, for the types that hold its methods.</summary>
    public required string Identifier { get; init; }

    public required EquatableArray<InteractionMethodSpec> Methods { get; init; }

    public required EquatableArray<CommandSpec> Commands { get; init; }
}
