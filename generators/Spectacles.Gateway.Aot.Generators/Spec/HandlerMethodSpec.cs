namespace Spectacles.Gateway.Generators;

/// <summary>One method of a handler class, for one event.</summary>
internal sealed record HandlerMethodSpec
{
    public required string Event { get; init; }

    /// <summary>The class and the method, as errors name them.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The method and its parameters, as the comment shows them.</summary>
    public required string Signature { get; init; }

    /// <summary>What to call: <c>this.HandleAsync</c>, or with the class's name when it is static.</summary>
    public required string Target { get; init; }

    public required EquatableArray<HandlerArgument> Arguments { get; init; }

    public required HandlerReturn Returns { get; init; }

    /// <summary>The full name of the event's model; empty when the method takes a view, the bytes or nothing.</summary>
    public required string Model { get; init; }

    /// <summary>The full name of the view that the method takes; empty when it takes none.</summary>
    public required string View { get; init; }

    /// <summary>
    /// The full name of the type that the method takes it as, which may be an object that the model extends; empty when it takes none.
    /// </summary>
    public required string ModelParameter { get; init; }

    /// <summary>Whether a call is an error but in obsolete code.</summary>
    public bool IsForbidden { get; init; }

    /// <summary>The diagnostics that a call brings about, since something of it is experimental.</summary>
    public EquatableArray<string> Experiments { get; init; }

    /// <summary>The intents, as the number that the enum has.</summary>
    public long Intents { get; init; }

    /// <summary>The intents by name, as C#.</summary>
    public string IntentNames { get; init; } = "";
}
