using System.Collections.Immutable;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <content>What is sent without a call of the method: automatic defers, texts of the library, suggestions.</content>
public partial class Interaction
{
    private Submission? submission;

    /// <summary>Remembers a modal that the method has waited for.</summary>
    internal void Submitted(Submission taken) => Volatile.Write(ref submission, taken);

    /// <summary>Defers because the method has not answered in time.</summary>
    /// <returns>Whether it was deferred now; false if it was answered before.</returns>
    internal async Task<bool> DeferAutomaticallyAsync(DeferKind kind)
    {
        var type = kind == DeferKind.Update
            ? InteractionResponseType.DeferredMessageUpdate
            : InteractionResponseType.DeferredChannelMessageWithSource;
        var step = new Answer(type, default)
        {
            Sent = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously),
            IsAutomatic = true,
            IsEphemeral = kind == DeferKind.EphemeralReply,
        };
        if (Interlocked.CompareExchange(ref answer, step, null) is not null)
        {
            return false;
        }

        await SendFirstAsync(step, DeferData(step.IsEphemeral), CancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>
    /// Shows a text to the user only, whatever was answered before: as the answer, as the message of a defer, or as a further message. An
    /// empty text, and suggestions that were sent, send nothing. A modal that the method has waited for and not answered is answered first.
    /// </summary>
    internal async ValueTask TellAsync(string text, CancellationToken cancellationToken)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (Volatile.Read(ref submission) is { IsAnswered: false } waiting && waiting.Age < InteractionLimits.FirstAnswer)
        {
            await waiting.TellAsync(text, cancellationToken).ConfigureAwait(false);
            return;
        }

        var current = Volatile.Read(ref answer);
        if (current is { Kind: InteractionResponseType.ApplicationCommandAutocompleteResult })
        {
            return;
        }

        var message = new InteractionMessage { Content = text, Ephemeral = true };
        if (Type == InteractionType.ApplicationCommandAutocomplete)
        {
            await SuggestAsync([], default, cancellationToken).ConfigureAwait(false);
        }
        else if (current is null or { IsDeferred: true })
        {
            await AnswerAsync(message, new CallSite("the library", "", 0), mustBeEphemeral: false, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await FollowUpAsync(message, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Answers an option that is being typed.</summary>
    internal Task SuggestAsync(
        ImmutableArray<ApplicationCommandOptionChoice> choices, CallSite site, CancellationToken cancellationToken)
    {
        Begin(InteractionResponseType.ApplicationCommandAutocompleteResult, site, out var step);
        return SendFirstAsync(step, new InteractionResponseData { Choices = choices }, cancellationToken);
    }
}
