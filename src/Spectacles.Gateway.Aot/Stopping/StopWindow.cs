namespace Spectacles.Gateway;

/// <summary>
/// Divides the deadline of a stop: handlers have half of it, everything else has seven eighths, and the last eighth is for reporting
/// abandoned work.
/// </summary>
/// <remarks>docs/decisions/0018-one-deadline-for-a-stop.md</remarks>
internal sealed class StopWindow : IDisposable
{
    private readonly TimeProvider time;
    private readonly long begun;
    private readonly CancellationTokenSource givenUp;

    /// <param name="deadline">The time limit for the whole stop.</param>
    /// <param name="waitsForHandlers">Whether handlers can finish.</param>
    /// <param name="time">The clock.</param>
    public StopWindow(TimeSpan deadline, bool waitsForHandlers, TimeProvider time)
    {
        this.time = time;
        Deadline = deadline;
        WaitsForHandlers = waitsForHandlers;
        begun = time.GetTimestamp();
        givenUp = new CancellationTokenSource(deadline * 7 / 8, time);
        GivenUp = givenUp.Token;
    }

    /// <summary>The time limit for the whole stop.</summary>
    public TimeSpan Deadline { get; }

    /// <summary>Whether handlers can finish.</summary>
    public bool WaitsForHandlers { get; }

    /// <summary>Canceled when unfinished work is abandoned.</summary>
    public CancellationToken GivenUp { get; }

    /// <summary>Waits within the time of the handlers. Never throws.</summary>
    public Task UntilHandlersAreCancelledAsync(Task part) => WithinAsync(part, Deadline / 2);

    /// <summary>Waits until the work must be abandoned. Never throws.</summary>
    /// <returns>Whether it has ended.</returns>
    public async Task<bool> UntilGivenUpAsync(Task part)
    {
        // Not on the timer's thread, where others wait for the same moment.
        await part.WaitAsync(GivenUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        return part.IsCompleted;
    }

    /// <summary>Waits until the end of the deadline. Never throws.</summary>
    public Task UntilTheEndAsync(Task part) => WithinAsync(part, Deadline);

    public void Dispose() => givenUp.Dispose();

    private async Task WithinAsync(Task part, TimeSpan end)
    {
        var left = end - time.GetElapsedTime(begun);
        await part.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
    }
}
