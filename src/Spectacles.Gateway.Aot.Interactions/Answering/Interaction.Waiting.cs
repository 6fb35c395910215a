using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <content>Waiting for what the user does next.</content>
public partial class Interaction
{
    private string? modalId;
    private PressSource? presses;
    private volatile bool hasEnded;

    /// <summary>
    /// Waits for the next press on a message with which this interaction was answered: a button or a select menu. The press is not passed
    /// to the methods for components.
    /// </summary>
    /// <param name="timeout">The longest wait.</param>
    /// <param name="predicate">
    /// Returns whether a press counts; null for any. Another one is passed to the methods for components, or answered with
    /// <see cref="InteractionTexts.NotForUser"/>. It is called on the shard's thread; what it throws, this method throws.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The press, which has to be answered within 3 seconds; null if there was none in time, or the bot stops.</returns>
    /// <exception cref="InvalidOperationException">
    /// It is not answered yet, or <see cref="InteractionOptions.MaxWaits"/> waits are pending.
    /// </exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public async Task<Press?> NextPressAsync(
        TimeSpan timeout, Func<Press, bool>? predicate = null, CancellationToken cancellationToken = default)
    {
        if (!IsAnswered)
        {
            throw new InvalidOperationException($"{Name} waits for a press before it is answered. Answer it with components first.");
        }

        var wait = new PressWait(Presses(), predicate);
        try
        {
            foreach (var refused in Services.Presses.Begin(wait))
            {
                await refused.TellAsync(refused.Texts.NotForUser, CancellationToken).ConfigureAwait(false);
            }

            return await WaitAsync(wait.Task, timeout, wait.End, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Services.Presses.Remove(wait);
        }
    }

    /// <summary>
    /// Waits until the user submits the modal with which this interaction was answered. A user may close it without submitting.
    /// </summary>
    /// <param name="timeout">The longest wait.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The modal, which has to be answered within 3 seconds; null if it was not submitted in time, or the bot stops.</returns>
    /// <exception cref="InvalidOperationException">
    /// It was not answered with a modal, or <see cref="InteractionOptions.MaxWaits"/> waits are pending.
    /// </exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public async Task<Submission?> NextSubmissionAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var wait = new SubmissionWait(
            this,
            modalId ?? throw new InvalidOperationException(
                $"{Name} waits for a modal, but it was not answered with one. Use ShowModalAsync."));
        Services.Submissions.Add(wait);
        try
        {
            return await WaitAsync(wait.Task, timeout, wait.End, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Services.Submissions.Remove(wait);
        }
    }

    /// <summary>Ends the waits of the method, and tells users whose presses it has not taken.</summary>
    internal async ValueTask EndWaitsAsync()
    {
        hasEnded = true;
        foreach (var kept in Services.Presses.EndOf(this))
        {
            await kept.TellAsync(kept.Texts.Unknown, CancellationToken).ConfigureAwait(false);
        }
    }

    private PressSource Presses()
    {
        if (presses is null)
        {
            var source = new PressSource(Root, Id, MessageId);
            if (Interlocked.CompareExchange(ref presses, source, null) is null)
            {
                Services.Presses.Add(source);
            }
        }

        // Checked after adding: either this sees the end, or the end has seen the queue.
        if (Root.hasEnded)
        {
            Services.Presses.EndOf(Root);
            throw new InvalidOperationException($"{Name} waits for a press after its method has ended. Await the wait in the method.");
        }

        return presses;
    }

    private async Task<T?> WaitAsync<T>(Task<T> next, TimeSpan timeout, Func<bool> end, CancellationToken cancellationToken)
        where T : Interaction
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken, cancellationToken);
        try
        {
            var timed = next.WaitAsync(timeout, Services.Time, either.Token);

            // A wait for an event that does not match ends with the shard's events. From then on there are no presses either.
            var stopped = Shard.NextAsync<Resumed>(static _ => false, either.Token);
            if (await Task.WhenAny(timed, stopped).ConfigureAwait(false) == timed)
            {
                return await timed.ConfigureAwait(false);
            }

            either.Token.ThrowIfCancellationRequested();
            return end() ? null : await next.ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // It may have come at the same moment. Then somebody has to answer it.
            return end() ? null : await next.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            if (end())
            {
                throw;
            }

            return await next.ConfigureAwait(false);
        }
        finally
        {
            await either.CancelAsync().ConfigureAwait(false);
        }
    }
}
