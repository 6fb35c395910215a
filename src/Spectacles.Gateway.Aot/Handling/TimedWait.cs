namespace Spectacles.Gateway;

/// <summary>A wait with a time-out, which ends the wait itself, and with it what the wait holds.</summary>
internal static class TimedWait
{
    /// <summary>Runs a wait. It begins before this method returns.</summary>
    /// <param name="wait">Begins the wait. Its token is canceled when the time is over.</param>
    /// <param name="what">What is the case when the time is over, as the beginning of the error's sentence.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="TimeoutException">The time is over.</exception>
    public static async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> wait, string what, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await wait(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{what} after {timeout.TotalSeconds} s.", e);
        }
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public static Task RunAsync(
        Func<CancellationToken, Task> wait, string what, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken) =>
        RunAsync(
            async token =>
            {
                await wait(token).ConfigureAwait(false);
                return true;
            },
            what,
            timeout,
            time,
            cancellationToken);
}
