using System.Runtime.CompilerServices;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <content>Answering. The state is one reference, which changes by compare-and-swap.</content>
public partial class Interaction
{
    private Answer? answer;

    /// <summary>Whether it was answered, or deferred.</summary>
    public bool IsAnswered => Volatile.Read(ref answer) is not null;

    /// <summary>Whether the user sees an answer: neither nothing nor only that the bot is thinking.</summary>
    internal bool IsComplete => Volatile.Read(ref answer) is { Kind: not InteractionResponseType.DeferredChannelMessageWithSource };

    /// <summary>
    /// Answers with a message. After a defer, by <see cref="DeferAsync(bool, CancellationToken, string, string, int)"/> or automatic, the
    /// message replaces the waiting one; after
    /// <see cref="DeferUpdateAsync"/> it is a further message.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="member">Set by the compiler.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="ArgumentException">The message exceeds a limit of Discord, which the exception names. Nothing was sent.</exception>
    /// <exception cref="InvalidOperationException">
    /// It was answered before; the exception says where. Or the message is ephemeral, and the defer was not: all would see it. Nothing was
    /// sent.
    /// </exception>
    /// <exception cref="InteractionExpiredException">It is older than 15 minutes. Nothing was sent.</exception>
    /// <exception cref="Rest.DiscordApiException">
    /// Discord refused the answer. The code 10062 means that it came after 3 seconds. Otherwise the interaction can still be answered.
    /// </exception>
    public async Task AnswerAsync(
        InteractionMessage message,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string member = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        await AnswerAsync(message, new CallSite(member, file, line), message.Ephemeral, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Answers with a text.</summary>
    /// <inheritdoc cref="AnswerAsync(InteractionMessage, CancellationToken, string, string, int)"/>
    /// <param name="content">The text, at most 2,000 characters.</param>
    /// <param name="ephemeral">Whether only the user sees it. After a defer it throws if the defer was not ephemeral.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="member">Set by the compiler.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    public Task AnswerAsync(
        string content,
        bool ephemeral = false,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string member = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) =>
        AnswerAsync(new InteractionMessage { Content = content, Ephemeral = ephemeral }, cancellationToken, member, file, line);

    /// <summary>Changes the message with the component that was used. Only for components and modals that were opened by one.</summary>
    /// <inheritdoc cref="AnswerAsync(InteractionMessage, CancellationToken, string, string, int)"/>
    /// <param name="message">The changes. What is not set stays as it is.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="member">Set by the compiler.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    public async Task UpdateAsync(
        InteractionMessage message,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string member = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ThrowIfNoMessage();
        MessageLimits.ThrowIfExceeded(message, isEdit: true);
        var before = Begin(InteractionResponseType.UpdateMessage, new CallSite(member, file, line), out var step);
        await CompleteAsync(before, step, message, mustBeEphemeral: false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Answers with a modal. It has to be the first answer, and is not possible as an answer to a modal.</summary>
    /// <inheritdoc cref="AnswerAsync(InteractionMessage, CancellationToken, string, string, int)"/>
    /// <param name="modal">The modal.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="member">Set by the compiler.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    public async Task ShowModalAsync(
        Modal modal,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string member = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ModalLimits.ThrowIfExceeded(modal);
        if (Type == InteractionType.ModalSubmit)
        {
            throw new InvalidOperationException($"{Name} is a modal, and Discord does not accept a modal as the answer to a modal.");
        }

        Begin(InteractionResponseType.Modal, new CallSite(member, file, line), out var step);
        modalId = modal.CustomId;
        await SendFirstAsync(step, modal.ToAnswer(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Shows the user that the bot is thinking. <see cref="AnswerAsync(InteractionMessage, CancellationToken, string, string, int)"/> then
    /// has 15 minutes. Has no effect after an automatic defer with the same visibility, and throws after one with the other.
    /// </summary>
    /// <inheritdoc cref="AnswerAsync(InteractionMessage, CancellationToken, string, string, int)"/>
    /// <param name="ephemeral">Whether only the user sees the answer.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="member">Set by the compiler.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    public Task DeferAsync(
        bool ephemeral = false,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string member = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) =>
        DeferAsync(
            InteractionResponseType.DeferredChannelMessageWithSource, ephemeral, new CallSite(member, file, line), cancellationToken);

    /// <summary>
    /// Acknowledges the use of a component without a visible change. <see cref="UpdateAsync"/> then has 15 minutes. Has no effect after an
    /// automatic defer of the same kind.
    /// </summary>
    /// <inheritdoc cref="AnswerAsync(InteractionMessage, CancellationToken, string, string, int)"/>
    public Task DeferUpdateAsync(
        CancellationToken cancellationToken = default,
        [CallerMemberName] string member = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ThrowIfNoMessage();
        return DeferAsync(
            InteractionResponseType.DeferredMessageUpdate, ephemeral: false, new CallSite(member, file, line), cancellationToken);
    }

    private Task AnswerAsync(InteractionMessage message, CallSite site, bool mustBeEphemeral, CancellationToken cancellationToken)
    {
        MessageLimits.ThrowIfExceeded(message, isEdit: false);
        var before = Begin(InteractionResponseType.ChannelMessageWithSource, site, out var step);
        return CompleteAsync(before, step, message, mustBeEphemeral, cancellationToken);
    }

    /// <summary>Claims the next step, or throws because there was one.</summary>
    /// <returns>The step before: null, or a defer.</returns>
    private Answer? Begin(InteractionResponseType kind, CallSite site, out Answer step)
    {
        ThrowIfExpired();
        step = new Answer(kind, site);
        var before = Volatile.Read(ref answer);
        while (MayFollow(kind, before))
        {
            var found = Interlocked.CompareExchange(ref answer, step, before);
            if (ReferenceEquals(found, before))
            {
                return before;
            }

            before = found;
        }

        throw new InvalidOperationException(Refusal(kind, before!, site));
    }

    /// <summary>Whether a step is possible after another one.</summary>
    private static bool MayFollow(InteractionResponseType kind, Answer? before) => before is null || kind switch
    {
        InteractionResponseType.ChannelMessageWithSource => before.IsDeferred,
        InteractionResponseType.UpdateMessage => before.Kind == InteractionResponseType.DeferredMessageUpdate,
        _ => false,
    };

    private string Refusal(InteractionResponseType kind, Answer before, CallSite site) => (kind, before.Kind) switch
    {
        (InteractionResponseType.Modal, _) when before.IsDeferred =>
            $"{Name} was already {before}, so {site} cannot show a modal: Discord accepts a modal only as the first answer.",
        (InteractionResponseType.UpdateMessage, InteractionResponseType.DeferredChannelMessageWithSource) =>
            $"{Name} was already {before} with a new message, so {site} cannot change the component's message. "
                + "Use DeferUpdateAsync, or EditAsync for the new message.",
        _ => $"{Name} was already {before}, and {site} answers it again. Use EditAsync to change the answer, or FollowUpAsync for a "
            + "further message.",
    };

    private void ThrowIfNoMessage()
    {
        if (MessageId is null)
        {
            throw new InvalidOperationException(
                $"{Name} has no message to change, because no component caused it. Use AnswerAsync or DeferAsync.");
        }
    }

    private void ThrowIfExpired()
    {
        if (Age >= InteractionLimits.TokenLifetime)
        {
            throw new InteractionExpiredException(
                $"{Name} arrived {Age.TotalMinutes:0} minutes ago. It can be answered for 15 minutes only.");
        }
    }
}
