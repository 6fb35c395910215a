namespace Spectacles.Gateway;

/// <summary>How a stop divides its one deadline: half of it for handlers, until seven eighths for everything else, and the last eighth to report what was given up.</summary>
/// <remarks>docs/decisions/0018-one-deadline-for-a-stop.md</remarks>
internal sealed class StopWindow : IDisposable
{
    private readonly TimeProvider time;
    private readonly long begun;
    private readonly CancellationTokenSource givenUp;

    /// <param name="deadline">The time for the whole stop.</param>
    /// <param name="waitsForHandlers">Whether handlers may finish.</param>
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

    /// <summary>The time for the whole stop.</summary>
    public TimeSpan Deadline { get; }

    /// <summary>Whether handlers may finish.</summary>
    public bool WaitsForHandlers { get; }

    /// <summary>Cancelled when what has not ended is given up.</summary>
    public CancellationToken GivenUp { get; }

    /// <summary>Waits in the part of the time that handlers have. It never throws.</summary>
    public Task UntilHandlersAreCancelledAsync(Task part) => WithinAsync(part, Deadline / 2);

    /// <summary>Waits until it has to be given up. It never throws.</summary>
    /// <returns>Whether it has ended.</returns>
    public async Task<bool> UntilGivenUpAsync(Task part)
    {
        // Not on the timer's thread, where others wait for the same moment.
        await part.WaitAsync(GivenUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        return part.IsCompleted;
    }

    /// <summary>Waits until the end of the deadline. It never throws.</summary>
    public Task UntilTheEndAsync(Task part) => WithinAsync(part, Deadline);

    public void Dispose() => givenUp.Dispose();

    private async Task WithinAsync(Task part, TimeSpan end)
    {
        var left = end - time.GetElapsedTime(begun);
        await part.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
    }
}
