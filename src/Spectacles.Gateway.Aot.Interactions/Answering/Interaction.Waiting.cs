namespace Spectacles.Gateway.Interactions;

/// <content>Waiting for what the user does next.</content>
public partial class Interaction
{
    private string? modalId;

    /// <summary>
    /// Waits for the next press on a message with which this interaction was answered: a button or a select menu. The press is not passed
    /// to the methods for components.
    /// </summary>
    /// <param name="filter">
    /// Returns whether a press counts; null for any. Another one is passed to the methods for components, or answered with
    /// <see cref="InteractionTexts.NotForUser"/>. It is called on the shard's thread.
    /// </param>
    /// <param name="timeout">The longest wait.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The press, which has to be answered within 3 seconds; null if there was none in time.</returns>
    /// <exception cref="InvalidOperationException">
    /// It is not answered yet, or <see cref="InteractionOptions.MaxWaits"/> waits are pending.
    /// </exception>
    /// <exception cref="OperationCanceledException">The wait was canceled, or the bot stops.</exception>
    public async Task<Press?> NextPressAsync(
        Func<Press, bool>? filter, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (!IsAnswered)
        {
            throw new InvalidOperationException($"{Name} waits for a press before it is answered. Answer it with components first.");
        }

        var wait = new PressWait(Name, MessageId ?? default, Id, filter);
        return await WaitAsync(wait, wait.Task, timeout, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until the user submits the modal with which this interaction was answered. A user may close it without submitting.</summary>
    /// <param name="timeout">The longest wait.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The modal, which has to be answered within 3 seconds; null if it was not submitted in time.</returns>
    /// <exception cref="InvalidOperationException">
    /// It was not answered with a modal, or <see cref="InteractionOptions.MaxWaits"/> waits are pending.
    /// </exception>
    /// <exception cref="OperationCanceledException">The wait was canceled, or the bot stops.</exception>
    public async Task<Submission?> NextSubmissionAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var wait = new SubmissionWait(
            Name,
            UserId,
            modalId ?? throw new InvalidOperationException($"{Name} waits for a modal, but it was not answered with one. Use ShowModalAsync."));
        return await WaitAsync(wait, wait.Task, timeout, cancellationToken).ConfigureAwait(false);
    }

    private async Task<T?> WaitAsync<T>(InteractionWait wait, Task<T> next, TimeSpan timeout, CancellationToken cancellationToken)
        where T : Interaction
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken, cancellationToken);
        Services.Waits.Add(wait);
        try
        {
            return await next.WaitAsync(timeout, Services.Time, either.Token).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // It may have come in the same moment, and then somebody has to answer it.
            return wait.End() ? null : await next.ConfigureAwait(false);
        }
        finally
        {
            Services.Waits.Remove(wait);
        }
    }
}
