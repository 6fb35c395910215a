using System.Globalization;

namespace Spectacles.Gateway;

/// <summary>A wait with a time-out, which ends the wait itself, and with it what the wait holds.</summary>
internal static class TimedWait
{
    /// <summary>Runs a wait. It begins before this method returns, and what it throws at once is thrown here.</summary>
    /// <param name="wait">Begins the wait. Its token is canceled when the time is over.</param>
    /// <param name="what">What is the case when the time is over, as the beginning of the error's sentence.</param>
    /// <param name="timeout">The longest wait; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time-out is negative, or longer than timers support.</exception>
    /// <exception cref="TimeoutException">The time is over.</exception>
    public static Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> wait, string what, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, TimeSpan.FromMilliseconds(int.MaxValue));
        }

        var deadline = new CancellationTokenSource(timeout, time);
        var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return EndAsync(wait(either.Token), what, timeout, deadline, either, cancellationToken);
        }
        catch
        {
            either.Dispose();
            deadline.Dispose();
            throw;
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

    private static async Task<T> EndAsync<T>(
        Task<T> wait,
        string what,
        TimeSpan timeout,
        CancellationTokenSource deadline,
        CancellationTokenSource either,
        CancellationToken cancellationToken)
    {
        try
        {
            return await wait.ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (e.CancellationToken == either.Token)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"{what} after {timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s.", e);
        }
        finally
        {
            either.Dispose();
            deadline.Dispose();
        }
    }
}
