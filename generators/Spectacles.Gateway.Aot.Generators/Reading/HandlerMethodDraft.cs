namespace Spectacles.Gateway.Generators;

/// <summary>
/// A method for one event, as far as the compilation explains it. What the project's own schemas say is added when the two are joined.
/// </summary>
internal sealed record HandlerMethodDraft
{
    /// <summary>The method without its intents; null where it cannot be called.</summary>
    public required HandlerMethodSpec? Spec { get; init; }

    public required string Event { get; init; }

    /// <summary>Whether the library has a model of the event.</summary>
    public required bool IsKnown { get; init; }

    /// <summary>The intents that deliver it, as the library says.</summary>
    public required long DeliveredBy { get; init; }

    /// <summary>The intents that the attribute names.</summary>
    public required long? NamedIntents { get; init; }

    /// <summary>The parameter that only a schema explains, if there is one.</summary>
    public required OwnParameter? Parameter { get; init; }

    /// <summary>What to report when no schema knows the event.</summary>
    public required DiagnosticInfo Unknown { get; init; }
}
