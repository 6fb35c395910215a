namespace Spectacles.Gateway.Generators;

/// <summary>The dispatch to write for one handler class.</summary>
internal sealed record HandlerSpec
{
    public required string HintName { get; init; }

    /// <summary>Empty for the global namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The class and what it is nested in, outermost first, as declarations: <c>class Outer&lt;T&gt;</c>.</summary>
    public required EquatableArray<string> Declarations { get; init; }

    /// <summary>A name that only this class has, for the type that holds its methods.</summary>
    public required string MethodsTypeName { get; init; }

    public EquatableArray<HandlerMethodSpec> Methods { get; init; }
}
