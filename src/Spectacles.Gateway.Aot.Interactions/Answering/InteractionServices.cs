using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <summary>What the interactions of a cluster share.</summary>
internal sealed class InteractionServices(BotRest rest, InteractionOptions options)
{
    /// <summary>The REST client.</summary>
    public BotRest Rest { get; } = rest;

    /// <summary>The options.</summary>
    public InteractionOptions Options { get; } = options;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = options.TimeProvider;

    /// <summary>The waits for presses.</summary>
    public PressWaits Presses { get; } = new(options.MaxWaits);

    /// <summary>The waits for submitted modals.</summary>
    public SubmissionWaits Submissions { get; } = new(options.MaxWaits);
}
