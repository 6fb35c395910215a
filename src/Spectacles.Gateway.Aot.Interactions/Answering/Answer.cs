using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <summary>How far an interaction is answered: one object for each step, replaced by compare-and-swap.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Site">Where.</param>
internal sealed record Answer(InteractionResponseType Kind, CallSite Site)
{
    /// <summary>
    /// For a defer: true when Discord has accepted it, false if it could not be sent, an exception if the interaction has ended. Before,
    /// nothing may be sent after it.
    /// </summary>
    public TaskCompletionSource<bool>? Sent { get; init; }

    /// <summary>Whether the library deferred by itself.</summary>
    public bool IsAutomatic { get; init; }

    /// <summary>For a defer: whether only the user sees the answer that follows.</summary>
    public bool IsEphemeral { get; init; }

    /// <summary>Whether the content follows later.</summary>
    public bool IsDeferred =>
        Kind is InteractionResponseType.DeferredChannelMessageWithSource or InteractionResponseType.DeferredMessageUpdate;

    /// <summary>Whether it has, or will have, a message.</summary>
    public bool HasMessage =>
        Kind is not (InteractionResponseType.Modal or InteractionResponseType.ApplicationCommandAutocompleteResult);

    /// <summary>Returns what was done, and where, for an exception.</summary>
    public override string ToString() => Kind switch
    {
        InteractionResponseType.DeferredChannelMessageWithSource or InteractionResponseType.DeferredMessageUpdate => $"deferred {Place}",
        InteractionResponseType.Modal => $"answered with a modal {Place}",
        InteractionResponseType.ApplicationCommandAutocompleteResult => $"answered with suggestions {Place}",
        _ => $"answered {Place}",
    };

    private string Place => IsAutomatic ? "by its [AutoDefer]" : $"in {Site}";
}
