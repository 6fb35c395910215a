using System.Runtime.CompilerServices;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <content>What is sent, and what a failure means for the state.</content>
public partial class Interaction
{
    /// <summary>Changes the message of the answer.</summary>
    /// <param name="message">The changes. What is not set stays as it is.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="member">Set by the compiler.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The message as it is now.</returns>
    /// <exception cref="ArgumentException">The message exceeds a limit of Discord, which the exception names. Nothing was sent.</exception>
    /// <exception cref="InvalidOperationException">It was not answered, or without a message. Nothing was sent.</exception>
    /// <exception cref="InteractionExpiredException">It is older than 15 minutes. Nothing was sent.</exception>
    /// <exception cref="DiscordApiException">Discord refused the change.</exception>
    public async Task<Message> EditAsync(
        InteractionMessage message,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string member = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        MessageLimits.ThrowIfExceeded(message, isEdit: true);
        var site = new CallSite(member, file, line);
        var before = await AnswerWithMessageAsync("edit", site).ConfigureAwait(false);
        var edited = await EditCoreAsync(message, cancellationToken).ConfigureAwait(false);
        CountAsAnswer(before, site);
        return edited;
    }

    /// <summary>
    /// Sends a further message. It has to be answered or deferred before. After <see cref="DeferAsync(bool, CancellationToken, string,
    /// string, int)"/> the first one is the answer: Discord then replaces the waiting message.
    /// </summary>
    /// <inheritdoc cref="EditAsync"/>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="member">Set by the compiler.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The message.</returns>
    public async Task<Message> FollowUpAsync(
        InteractionMessage message,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string member = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        MessageLimits.ThrowIfExceeded(message, isEdit: false);
        var site = new CallSite(member, file, line);
        var before = await AnyAnswerAsync("send a further message to", site).ConfigureAwait(false);
        if (message.Ephemeral)
        {
            ThrowIfVisible(before, site);
        }

        var sent = await FollowUpCoreAsync(message, cancellationToken).ConfigureAwait(false);
        if (before.Kind == InteractionResponseType.DeferredChannelMessageWithSource)
        {
            CountAsAnswer(before, site);
        }

        return sent;
    }

    /// <summary>Sends a further message with a text.</summary>
    /// <inheritdoc cref="EditAsync"/>
    /// <param name="content">The text, at most 2,000 characters.</param>
    /// <param name="ephemeral">Whether only the user sees it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="member">Set by the compiler.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The message.</returns>
    public Task<Message> FollowUpAsync(
        string content,
        bool ephemeral = false,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string member = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) =>
        FollowUpAsync(new InteractionMessage { Content = content, Ephemeral = ephemeral }, cancellationToken, member, file, line);

    /// <summary>
    /// Deletes the message of the answer; after <see cref="UpdateAsync"/> or <see cref="DeferUpdateAsync"/>, that of the component.
    /// </summary>
    /// <inheritdoc cref="EditAsync"/>
    public async Task DeleteAsync(
        CancellationToken cancellationToken = default,
        [CallerMemberName] string member = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        var site = new CallSite(member, file, line);
        var before = await AnswerWithMessageAsync("delete the answer of", site).ConfigureAwait(false);
        await Rest.DeleteOriginalInteractionResponseAsync(ApplicationId, token, cancellationToken).ConfigureAwait(false);
        CountAsAnswer(before, site);
    }

    private static InteractionResponseData? DeferData(bool ephemeral) =>
        ephemeral ? new InteractionResponseData { Flags = MessageFlags.Ephemeral } : null;

    private async Task DeferAsync(InteractionResponseType kind, bool ephemeral, CallSite site, CancellationToken cancellationToken)
    {
        ThrowIfExpired();
        var step = new Answer(kind, site)
        {
            Sent = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously),
            IsEphemeral = ephemeral,
        };
        var before = Interlocked.CompareExchange(ref answer, step, null);
        if (before is null)
        {
            await SendFirstAsync(step, DeferData(ephemeral), cancellationToken).ConfigureAwait(false);
        }
        else if (before is { IsAutomatic: true, Sent: { } sent } && before.Kind == kind)
        {
            if (!await sent.Task.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                await DeferAsync(kind, ephemeral, site, cancellationToken).ConfigureAwait(false);
            }
            else if (before.IsEphemeral != ephemeral)
            {
                var (there, asked) = ephemeral ? ("for all", "for the user only") : ("for the user only", "for all");
                var wanted = ephemeral ? DeferKind.EphemeralReply : DeferKind.Reply;
                throw new InvalidOperationException(
                    $"{Name} was already {before}, visibly {there}, so {site} cannot defer it visibly {asked}: Discord does not change "
                    + $"that later. Give [AutoDefer] the kind {wanted}, or defer at once.");
            }
        }
        else
        {
            throw new InvalidOperationException($"{Name} was already {before}, so {site} cannot defer it.");
        }
    }

    /// <summary>Throws if Discord would show what follows a defer to all.</summary>
    private void ThrowIfVisible(Answer before, CallSite site)
    {
        if (before is { Kind: InteractionResponseType.DeferredChannelMessageWithSource, IsEphemeral: false })
        {
            throw new InvalidOperationException(
                $"{Name} was already {before}, visibly for all, so what {site} sends cannot be ephemeral, and was not sent. Defer with "
                    + $"{(before.IsAutomatic ? $"[AutoDefer(DeferKind.{DeferKind.EphemeralReply})]" : "DeferAsync(ephemeral: true)")}.");
        }
    }

    /// <summary>Counts what was sent after a defer as the answer that the defer has promised.</summary>
    private void CountAsAnswer(Answer before, CallSite site)
    {
        if (before.IsDeferred)
        {
            var kind = before.Kind == InteractionResponseType.DeferredChannelMessageWithSource
                ? InteractionResponseType.ChannelMessageWithSource
                : InteractionResponseType.UpdateMessage;
            Interlocked.CompareExchange(ref answer, new Answer(kind, site), before);
        }
    }

    private async Task CompleteAsync(
        Answer? before, Answer step, InteractionMessage message, bool mustBeEphemeral, CancellationToken cancellationToken)
    {
        try
        {
            // Discord knows the message to edit only after it has accepted the defer.
            if (before is null || !await before.Sent!.Task.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                var data = message.ToAnswer(isEdit: step.Kind == InteractionResponseType.UpdateMessage);
                await SendFirstAsync(step, data, cancellationToken, message.Delivery).ConfigureAwait(false);
                return;
            }

            if (mustBeEphemeral)
            {
                ThrowIfVisible(before, step.Site);
            }

            // After the defer of an update, the original message is the component's: a message is a further one.
            bool isFurther = step.Kind == InteractionResponseType.ChannelMessageWithSource
                && before.Kind == InteractionResponseType.DeferredMessageUpdate;
            await (isFurther ? FollowUpCoreAsync(message, cancellationToken) : EditCoreAsync(message, cancellationToken))
                .ConfigureAwait(false);
        }
        catch when (before is not null)
        {
            Interlocked.CompareExchange(ref answer, before, step);
            throw;
        }
    }

    /// <summary>
    /// Sends the first answer. If that fails, the interaction counts as not answered, unless Discord says that it was answered or has
    /// ended.
    /// </summary>
    private async Task SendFirstAsync(
        Answer step, InteractionResponseData? data, CancellationToken cancellationToken, MessageDelivery? delivery = null)
    {
        try
        {
            var body = new CreateInteractionResponseBody { Type = step.Kind, Data = data };
            InteractionMeter.Instance.Answering(Name, step.Kind, Age);
            await (delivery ?? MessageDelivery.WithoutFiles).AnswerAsync(Rest, Id, token, body, cancellationToken).ConfigureAwait(false);
            step.Sent?.TrySetResult(true);
        }
        catch (DiscordApiException refused) when (refused.Code is DiscordCodes.Unknown or DiscordCodes.Acknowledged)
        {
            InteractionMeter.Instance.Refused(Name, refused.Code);
            step.Sent?.TrySetException(refused);
            _ = step.Sent?.Task.Exception;
            throw;
        }
        catch
        {
            Interlocked.CompareExchange(ref answer, null, step);
            step.Sent?.TrySetResult(false);
            throw;
        }
    }

    private Task<Message> EditCoreAsync(InteractionMessage message, CancellationToken cancellationToken) =>
        message.Delivery.EditAsync(Rest, ApplicationId, token, message.ToEdit(), cancellationToken);

    private Task<Message> FollowUpCoreAsync(InteractionMessage message, CancellationToken cancellationToken) =>
        message.Delivery.FollowUpAsync(Rest, ApplicationId, token, message.ToFollowUp(), cancellationToken);

    /// <summary>Returns the current step, of which Discord knows a message.</summary>
    private async Task<Answer> AnswerWithMessageAsync(string what, CallSite site)
    {
        var current = await AnyAnswerAsync(what, site).ConfigureAwait(false);
        return current.HasMessage
            ? current
            : throw new InvalidOperationException($"{site} cannot {what} {Name}: it was {current}, which has no message.");
    }

    /// <summary>Returns the current step, after which something can be sent.</summary>
    private async Task<Answer> AnyAnswerAsync(string what, CallSite site)
    {
        ThrowIfExpired();
        var current = Volatile.Read(ref answer)
            ?? throw new InvalidOperationException(
                $"{site} cannot {what} {Name} before it is answered. Use AnswerAsync or DeferAsync first.");
        return current.Sent is null || await current.Sent.Task.ConfigureAwait(false)
            ? current
            : throw new InvalidOperationException($"{site} cannot {what} {Name}, because the defer could not be sent.");
    }
}
