namespace Spectacles.Gateway;

/// <summary>
/// The shards that this cluster has claimed in its session store. A shard starts only with its claim, because two processes that run the
/// same shard take the session from each other, or handle every event twice. During a reshard, two sets of shards share the claim of a
/// number.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="errors">Where a shard that runs elsewhere is reported.</param>
/// <param name="time">The clock.</param>
internal sealed class ShardClaims(ISessionStore store, ErrorReport errors, TimeProvider time)
{
    /// <summary>The interval at which a shard that runs elsewhere tries again.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>The time limit for the store.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How long a confirmed claim counts, from the question on.</summary>
    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(5);

    /// <summary>The maximum number of shards that a report names.</summary>
    private const int MostNamed = 5;

    private readonly Lock gate = new();
    private readonly List<int> holders = [];
    private readonly HashSet<int> refused = [];
    private readonly HashSet<int> reported = [];

    /// <summary>Waits until a shard may start.</summary>
    /// <param name="shardId">The shard.</param>
    /// <param name="stop">Cancels the wait.</param>
    /// <returns>True if it may start, and must call <see cref="ReleaseAsync"/>; false after <paramref name="stop"/>.</returns>
    public async Task<bool> ClaimAsync(int shardId, CancellationToken stop)
    {
        // A store that blocks its thread must block only this one.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        bool waited = false;
        while (!stop.IsCancellationRequested)
        {
            if (TryShare(shardId) || await TryTakeAsync(shardId, stop).ConfigureAwait(false))
            {
                if (waited)
                {
                    errors.Write(logger => Log.ShardTakenOver(logger, shardId));
                }

                return true;
            }

            waited = true;
            await Task.Delay(Interval, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Report();
        }

        Forget(shardId);
        return false;
    }

    /// <summary>
    /// Waits until the store confirms that the claim of a shard still holds. Asks again if the process was suspended before it saw the
    /// answer.
    /// </summary>
    /// <param name="shardId">The shard.</param>
    /// <param name="stop">Cancels the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was canceled: the shard must not connect.</exception>
    public async ValueTask ConfirmAsync(int shardId, CancellationToken stop)
    {
        while (true)
        {
            long began = time.GetTimestamp();
            if (!await TryConfirmAsync(shardId, stop).ConfigureAwait(false))
            {
                await Task.Delay(Interval, time, stop).ConfigureAwait(false);
            }
            else if (time.GetElapsedTime(began) < Validity)
            {
                return;
            }
        }
    }

    /// <summary>Releases the claim of a shard that has stopped and saved its data.</summary>
    public async Task ReleaseAsync(int shardId)
    {
        lock (gate)
        {
            holders.Remove(shardId);
            if (holders.Contains(shardId))
            {
                return;
            }
        }

        try
        {
            await store.ReleaseAsync(shardId, CancellationToken.None).AsTask().WaitAsync(Patience, time).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A failure of the store has no other effect.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Report(
                "The claim on the shard was not released, and another process may not be able to start it until this one ends", shardId, e);
        }
    }

    private bool TryShare(int shardId)
    {
        lock (gate)
        {
            if (!holders.Contains(shardId))
            {
                return false;
            }

            holders.Add(shardId);
            return true;
        }
    }

    private async Task<bool> TryTakeAsync(int shardId, CancellationToken stop)
    {
        bool granted;
        try
        {
            granted = await store.TryClaimAsync(shardId, stop).AsTask().WaitAsync(Patience, time, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
#pragma warning disable CA1031 // If the store fails, the shard starts without protection.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Report("The shard starts, although another process may be running it", shardId, e);
            granted = true;
        }

        lock (gate)
        {
            if (granted)
            {
                holders.Add(shardId);
                refused.Remove(shardId);
                reported.Remove(shardId);
            }
            else
            {
                refused.Add(shardId);
            }
        }

        return granted;
    }

    private async ValueTask<bool> TryConfirmAsync(int shardId, CancellationToken stop)
    {
        try
        {
            var confirming = store.ConfirmClaimAsync(shardId, stop);
            return confirming.IsCompletedSuccessfully
                ? confirming.Result
                : await confirming.AsTask().WaitAsync(Patience, time, stop).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // If the store fails, the shard does not know whether it may connect, and asks again.
        catch (Exception e) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Report("The shard does not connect until its store confirms the claim", shardId, e);
            return false;
        }
    }

    /// <summary>Reports a failure of the store.</summary>
    private void Report(string what, int shardId, Exception e)
    {
        string why = e is TimeoutException or OperationCanceledException
            ? $"the store did not answer within {Patience.TotalSeconds} s"
            : PeerText.Escape(e.Message, PeerText.Long);
        errors.Send(
            new GatewayError(GatewayErrorKind.SessionStore, $"{what}: {why}", shardId) { Exception = ConnectFailure.Printable(e) });
    }

    private void Forget(int shardId)
    {
        lock (gate)
        {
            refused.Remove(shardId);
        }
    }

    /// <summary>
    /// Reports the refused shards. The shards of a cluster start together, so one report names all that were refused within the first
    /// second.
    /// </summary>
    private void Report()
    {
        HashSet<int> unreported = [];
        lock (gate)
        {
            foreach (int shardId in refused)
            {
                if (reported.Add(shardId))
                {
                    unreported.Add(shardId);
                }
            }
        }

        int[] fresh = ShardNames.Sorted(unreported);
        if (fresh.Length > 0)
        {
            string others = fresh.Length > MostNamed ? $" and {fresh.Length - MostNamed} more" : string.Empty;
            string shards = fresh.Length == 1 ? $"Shard {fresh[0]} is" : $"Shards {ShardNames.Of(fresh, MostNamed)}{others} are";
            errors.Send(new GatewayError(
                GatewayErrorKind.SessionStore,
                $"{shards} already run by another process, or another cluster, with the same session store. This one waits for it to "
                    + "stop, and then takes over. Run each shard in one process only.",
                fresh[0]));
        }
    }
}
