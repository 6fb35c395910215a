namespace Spectacles.Gateway;

/// <summary>The replacement of one set of shards by another. Until the switch, any failure leaves the old set unchanged.</summary>
/// <remarks>docs/decisions/0010-resharding.md</remarks>
/// <param name="old">The current set.</param>
/// <param name="next">The set that will take over. It has not started.</param>
/// <param name="overlap">The overlap of the two sets.</param>
internal sealed class Takeover(ShardSet old, ShardSet next, OverlapWindow overlap)
{
    /// <summary>How long the switch waits for a shard that is behind, or has no connection.</summary>
    private static readonly TimeSpan DrainDeadline = TimeSpan.FromSeconds(30);

    /// <summary>How long the new set waits for the old one to begin the calls of its last events.</summary>
    private static readonly TimeSpan OrderPatience = TimeSpan.FromSeconds(5);

    private readonly OverlapFilter handsOver = new(overlap, joins: false, old.Filter);

    private TimeProvider Time => old.Context.Time;

    /// <summary>Starts the new set, and lets it take over.</summary>
    /// <param name="serve">Makes the new set the current one; throws if that is no longer allowed.</param>
    /// <param name="stopping">
    /// Canceled when the cluster stops. The events that the new set would have handled first are left to the next process.
    /// </param>
    /// <param name="cancellationToken">Cancels the takeover, until the switch.</param>
    public async Task TakeOverAsync(Action serve, CancellationToken stopping, CancellationToken cancellationToken)
    {
        ILookup<int, KeptEvent> kept;
        Dictionary<int, Func<IEnumerable<KeptEvent>, CancellationToken, Task>> replays;
        try
        {
            await SettleAsync(cancellationToken).ConfigureAwait(false);
            old.Filter.Set(handsOver);
            next.Start();
            await ArriveAsync(cancellationToken).ConfigureAwait(false);
            await DrainAsync(cancellationToken).ConfigureAwait(false);
            replays = next.All.ToDictionary(shard => shard.Id, shard => shard.BeginReplay(() => overlap.EndReplay(shard.Id)));
            serve();
            kept = overlap.Switch(next.All.Select(shard => shard.Id));
        }
        catch
        {
            old.Filter.Remove(handsOver);
            next.Context.Sessions.Retire();
            await StopAsync(next, waitsForHandlers: false).ConfigureAwait(false);
            throw;
        }

        // The order of a guild's events is kept, unless the old set is paused at the limit of its handlers.
        await overlap.OldHasBegun.WaitAsync(
            OrderPatience, Time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(replays.Select(replay => replay.Value(kept[replay.Key], stopping))).ConfigureAwait(false);
        await overlap.OldHasBegun.WaitAsync(DrainDeadline, Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        old.Context.Sessions.Retire();
        next.Context.Sessions.Serve();
    }

    /// <summary>Ends the old set, which handles no more events.</summary>
    public async Task EndOldAsync()
    {
        await ForgetSurplusAsync().ConfigureAwait(false);
        await StopAsync(old, waitsForHandlers: true).ConfigureAwait(false);
        if (overlap.Forgotten > 0)
        {
            old.Context.Errors.Warn(
                $"The old shards fell too far behind during a reshard: up to {overlap.Forgotten} events may have been lost.");
        }
    }

    private static async Task StopAsync(ShardSet set, bool waitsForHandlers)
    {
        using var window = new StopWindow(set.Context.StopTimeout, waitsForHandlers, set.Context.Time);
        var left = await set.StopAsync(window, () => Task.CompletedTask).ConfigureAwait(false);
        await left.ReportAsync(set.Context.Errors, window).ConfigureAwait(false);
    }

    /// <summary>Removes the sessions of shards that the new layout does not have.</summary>
    private async Task ForgetSurplusAsync()
    {
        foreach (int id in old.Shards.Keys.Where(id => !next.Shards.ContainsKey(id)))
        {
            try
            {
                await next.Context.Sessions.RemoveAsync(id, CancellationToken.None)
                    .AsTask()
                    .WaitAsync(OrderPatience, Time).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // A failure of the store has no effect: a session with another shard count is dropped when it is loaded.
            catch (Exception e)
#pragma warning restore CA1031
            {
                new ErrorReport(old.Context.Errors, id).Send(
                    GatewayErrorKind.SessionStore,
                    $"the session of the former shard {id} is still stored: {PeerText.Escape(e.Message)}",
                    e);
            }
        }
    }

    private async Task ArriveAsync(CancellationToken cancellationToken)
    {
        var arriving = next.All.Select(shard => ArriveAsync(shard, cancellationToken)).ToList();
        while (arriving.Count > 0)
        {
            var arrived = await Task.WhenAny(arriving).ConfigureAwait(false);
            arriving.Remove(arrived);
            await arrived.ConfigureAwait(false);
        }
    }

    private async Task ArriveAsync(GatewayShard shard, CancellationToken cancellationToken)
    {
        await shard.WaitForReadyAsync(cancellationToken).ConfigureAwait(false);
        if ((next.Context.Intents & GatewayIntents.Guilds) != 0)
        {
            await shard.GuildsArrived.WaitAsync(
                GuildArrivals.Patience, Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>
    /// Waits for events in transit. Those of the old set may be from before the new sessions, and only the old set can handle them. Those
    /// of the new set are compared with those that the old one has handled.
    /// </summary>
    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        long begun = Time.GetTimestamp();
        if (await TryDrainAsync(old.All.Concat(next.All), cancellationToken).ConfigureAwait(false))
        {
            overlap.ForgetHandledBefore(begun);
        }

        if (next.All.FirstOrDefault(shard => shard.State is ShardState.Failed or ShardState.Stopped) is { } ended)
        {
            throw new GatewayException(
                $"The new shard {ended.Id} has ended before it could take over. The {old.Shards.Count} present shards continue.");
        }
    }

    /// <summary>
    /// Waits for the end of an earlier takeover. Copies of events that the previous set handled may still arrive at the old set, and only
    /// the earlier overlap recognizes them.
    /// </summary>
    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (
            old.Filter.Filter is OverlapFilter { Window.IsOver: false }
                && !await TryDrainAsync(old.All, cancellationToken).ConfigureAwait(false))
        {
            throw new GatewayException($"The shards took over from others less than a minute ago, and one of them is not connected: "
                + $"events could be handled twice. The {old.Shards.Count} present shards continue. "
                + "Reshard again when all of them are ready.");
        }
    }

    /// <returns>
    /// Whether every shard has read everything that was sent to it before. A shard without a connection must not prevent the takeover: the
    /// events that it misses are kept.
    /// </returns>
    private async Task<bool> TryDrainAsync(IEnumerable<GatewayShard> shards, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(DrainDeadline, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await Task.WhenAll(shards.Select(shard => shard.DrainAsync(either.Token))).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
