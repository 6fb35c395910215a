namespace Spectacles.Gateway.Generators;

/// <summary>One method that answers interactions, for one command, one option or one template of a custom id.</summary>
internal sealed record InteractionMethodSpec
{
    public required InteractionMethodKind Kind { get; init; }

    /// <summary>The command without a slash, or the template of the custom id.</summary>
    public required string Key { get; init; }

    /// <summary>The option for which values are suggested; empty for other methods.</summary>
    public string Typing { get; init; } = "";

    /// <summary>The template; empty for commands.</summary>
    public EquatableArray<TemplatePartSpec> Template { get; init; }

    /// <summary>The class and the method, as errors name them.</summary>
    public required string Handler { get; init; }

    /// <summary>The method and its parameters, as the comment shows them.</summary>
    public required string Signature { get; init; }

    /// <summary>What to call: <c>this.PlayAsync</c>, or with the class's name when it is static.</summary>
    public required string Target { get; init; }

    public required EquatableArray<InteractionArgumentSpec> Arguments { get; init; }

    public required InteractionReturn Returns { get; init; }

    /// <summary>What is asked for before the method is called.</summary>
    public required InteractionTermsSpec Terms { get; init; }

    /// <summary>Whether a call is an error, since something of it is obsolete.</summary>
    public bool IsForbidden { get; init; }

    /// <summary>The diagnostics that a call brings about, since something of it is experimental.</summary>
    public EquatableArray<string> Experiments { get; init; }
}
