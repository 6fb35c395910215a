namespace Spectacles.Gateway;

/// <content>Adding and removing single shards, and watching for those that end.</content>
internal sealed partial class ShardLayout
{
    /// <summary>Starts another shard of the current set.</summary>
    public GatewayShard Add(int id)
    {
        lock (gate)
        {
            var set = Changeable();
            ShardNumber.ThrowIfInvalid(id, set.Context.ShardCount, nameof(id));
            if (removing.Contains(id))
            {
                throw new InvalidOperationException(
                    $"Shard {id} is being removed from this cluster, or its stop has not ended. Wait for RemoveShardAsync.");
            }

            if (set.Shards.TryGetValue(id, out var present))
            {
                throw new InvalidOperationException(present.State == ShardState.Failed
                    ? $"Shard {id} has failed. Remove it with RemoveShardAsync before you add it again."
                    : $"Shard {id} already runs in this cluster.");
            }

            var shard = set.Add(id);
            shard.Start();
            Watch(set, shard);
            return shard;
        }
    }

    /// <summary>Stops a shard and removes it from the current set.</summary>
    /// <returns>Its session, if that is kept.</returns>
    public Task<StoredSession?> RemoveAsync(int id, bool keepSession)
    {
        lock (gate)
        {
            var set = Changeable();
            if (set.Find(id) is not { } shard)
            {
                throw new InvalidOperationException($"Shard {id} does not run in this cluster.");
            }

            if (!removing.Add(id))
            {
                throw new InvalidOperationException($"Shard {id} is already being removed from this cluster.");
            }

            PendingCall.ExcuseCaller(shard.Owns);

            // A stop of the cluster in the meantime does not change what happens to this session.
            shard.KeepsSession = keepSession;
            return RemoveAsync(set, shard, keepSession);
        }
    }

    private async Task<StoredSession?> RemoveAsync(ShardSet set, GatewayShard shard, bool keepSession)
    {
        using var window = new StopWindow(set.Context.StopTimeout, waitsForHandlers: true, gateway.Time);
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var left = await ShardSet.StopAsync([shard], window, () => Task.CompletedTask, keepSession).ConfigureAwait(false);
        lock (gate)
        {
            set.Remove(shard);
        }

        var forgotten = ForgetAsync(shard);
        await left.ReportAsync(errors, window).ConfigureAwait(false);
        await window.UntilTheEndAsync(forgotten).ConfigureAwait(false);
        return shard.KeptSession;
    }

    /// <summary>Allows the shard to be added again when its stop has ended, and with it its last use of the store.</summary>
    private async Task ForgetAsync(GatewayShard shard)
    {
        await shard.StopAsync(null, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (gate)
        {
            removing.Remove(shard.Id);
        }
    }

    /// <summary>Returns the current set, if shards can be added and removed. The caller holds the lock.</summary>
    private ShardSet Changeable()
    {
        if (ended)
        {
            throw new GatewayStoppedException("The cluster was stopped; no shard can be added or removed.");
        }

        ThrowIfResharding();
        return serving ?? throw new InvalidOperationException("No shard is spawned. Call SpawnAsync before you add or remove shards.");
    }

    private void ThrowIfResharding()
    {
        if (!resharding.IsCompleted)
        {
            throw new InvalidOperationException("A reshard is in progress. Wait for ReshardAsync.");
        }
    }

    /// <summary>Watches the shards of a set. The caller holds the lock.</summary>
    private void Watch(ShardSet set)
    {
        foreach (var shard in set.All)
        {
            Watch(set, shard);
        }
    }

    private void Watch(ShardSet set, GatewayShard shard)
    {
        watched.RemoveAll(task => task.IsCompleted);
        watched.Add(WatchAsync(set, shard));
    }

    /// <summary>
    /// Waits for the end of a shard. A failure that would affect any shard stops all shards. Any other failure stops one shard, and ends
    /// the cluster only when no other shard runs.
    /// </summary>
    private async Task WatchAsync(ShardSet set, GatewayShard shard)
    {
        await shard.Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        if (
            shard.Running.Exception?.InnerException is { } failure && ReferenceEquals(set, serving)
                && (failure is not GatewayClosedException { StopsShardOnly: true } || set.HasEnded))
        {
            await failed(failure).ConfigureAwait(false);
        }
    }
}
