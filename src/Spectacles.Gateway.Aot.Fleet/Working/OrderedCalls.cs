namespace Spectacles.Gateway.Fleet;

/// <summary>
/// Runs the calls of a shard's events one after the other: those of the whole shard, or those of each guild. With
/// <see cref="FleetRetry.Block"/>, an event that fails is tried again before the next one begins.
/// </summary>
/// <param name="worker">The worker.</param>
/// <param name="shard">The shard.</param>
internal sealed class OrderedCalls(FleetWorker worker, FleetShard shard)
{
    private readonly CallChains<ulong> chains = new();

    /// <summary>The number of guilds with unfinished events; at most 1 if the whole shard has one order.</summary>
    public int Unfinished => chains.Keys;

    /// <summary>Adds an event. The order of the calls of this method is the one of the events.</summary>
    /// <param name="one">The event.</param>
    /// <param name="place">Where it is. Its record stays until the outcome.</param>
    /// <param name="failedAttempts">How often it has failed before.</param>
    /// <returns>
    /// The outcome, which follows when the calls have ended for good: with <see cref="FleetRetry.Block"/>, that of the last attempt.
    /// </returns>
    public Task<DispatchOutcome> AddAsync(in RecordedEvent one, EventPlace place, int failedAttempts)
    {
        ulong? key = worker.Order == FleetOrder.PerShard ? 0 : EventGuild.Find(one.Name, one.Data);
        return key is { } known
            ? chains.AddAsync(known, () => RunAsync(place, failedAttempts))
            : RunAsync(place, failedAttempts).AsTask();
    }

    private async ValueTask<DispatchOutcome> RunAsync(EventPlace place, int failedAttempts)
    {
        while (!worker.Stopping.IsCancellationRequested)
        {
            var outcome = await shard.DispatchAsync(place).ConfigureAwait(false);
            bool isEnd = outcome is DispatchOutcome.Finished or DispatchOutcome.NotBegun || worker.Retry == FleetRetry.Later;
            if (isEnd || worker.Pace.IsOver(++failedAttempts))
            {
                return outcome;
            }

            FleetMeter.RecordsRetried.Add(1);
            await Task.Delay(worker.Pace.After(failedAttempts), worker.Time, worker.Stopping)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return DispatchOutcome.NotBegun;
    }
}
