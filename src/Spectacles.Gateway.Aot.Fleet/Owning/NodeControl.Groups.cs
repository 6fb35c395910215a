namespace Spectacles.Gateway.Fleet;

/// <content>Taking groups, handing them over, and losing them.</content>
internal sealed partial class NodeControl
{
    private async Task AssignAsync(CancellationToken stopping)
    {
        var takers = services.Members.Takers;
        var future = services.Members.FutureTakers;
        for (int group = 0; group < Plan.Groups; group++)
        {
            if (groups.Find(group) is { } mine)
            {
                // Nobody would take it from a node that hands it over to one that has just started.
                if (Rendezvous.Choose(takers, group) is { } other && other != options.Name)
                {
                    await ReleaseAsync(mine).ConfigureAwait(false);
                    await PauseAsync(group, stopping).ConfigureAwait(false);
                }
            }
            else if (watch.IsFree(group) && Rendezvous.Choose(future, group) == options.Name)
            {
                await TakeAsync(group, stopping).ConfigureAwait(false);
            }
        }

        if (groups.All.Count == 0 && services.Lease.Phase == NodePhase.Draining)
        {
            drained.TrySetResult();
        }
    }

    private async Task TakeAsync(int group, CancellationToken stopping)
    {
        var owned = await services.AskAsync(token => OwnedGroup.TryTakeAsync(services, group, token), stopping).ConfigureAwait(false);
        if (owned is not { } taken)
        {
            return;
        }

        groups.Add(taken);
        FleetMeter.GroupsTaken.Add(1);
        try
        {
            await services.AskAsync(token => taken.ReceiveCommandsAsync(Cluster!, token), stopping).ConfigureAwait(false);
            foreach (int id in Plan.ShardsOf(group))
            {
                await Cluster!.AddShardAsync(id, stopping).ConfigureAwait(false);
            }
        }
        catch
        {
            // The next step takes it again.
            await LoseAsync(taken).ConfigureAwait(false);
            throw;
        }

        await PauseAsync(group, stopping).ConfigureAwait(false);
    }

    private Task PauseAsync(int group, CancellationToken stopping) =>
        Task.Delay(TimeSpan.FromSeconds(1) * Plan.ShardsOf(group).Count() / options.ShardsPerSecond, time, stopping);

    /// <summary>Hands a group over.</summary>
    private async Task ReleaseAsync(OwnedGroup group)
    {
        await CloseAsync(group).ConfigureAwait(false);
        await group.FlushAsync().ConfigureAwait(false);
        await services.AskAsync(group.ReleaseAsync, CancellationToken.None).ConfigureAwait(false);
        await EndAsync(group).ConfigureAwait(false);
    }

    /// <summary>Closes the connections of a group, so that their sessions live on.</summary>
    private async Task CloseAsync(OwnedGroup group)
    {
        // A cluster that has stopped, because Discord has refused a shard, throws from the call itself.
        Task closed = Task.WhenAll(
            Plan.ShardsOf(group.Group).Where(Cluster!.Shards.ContainsKey).Select(
                async id => await Cluster.RemoveShardAsync(id, keepSession: true).ConfigureAwait(false)));
        await closed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task EndAsync(OwnedGroup group)
    {
        groups.Remove(group.Group);
        await group.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Closes the groups that another node has taken.</summary>
    private async Task LeaveLostAsync()
    {
        foreach (var group in groups.All.Where(group => watch.FenceOf(group.Group) > group.Fence || group.Publisher!.Fenced.IsCompleted))
        {
            services.Report($"group {group.Group} has another owner; its shards are closed.", null);
            await LoseAsync(group).ConfigureAwait(false);
        }
    }

    private async Task LoseAllAsync()
    {
        foreach (var group in groups.All)
        {
            await LoseAsync(group).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Ends a group without handing it over. Its events that are not stored are not confirmed, so that the next owner gets them.
    /// </summary>
    private async Task LoseAsync(OwnedGroup group)
    {
        FleetMeter.GroupsLost.Add(1);
        await EndAsync(group).ConfigureAwait(false);
        await CloseAsync(group).ConfigureAwait(false);
    }

    private async Task SaveAsync(CancellationToken stopping)
    {
        bool isDue = time.GetElapsedTime(savedAt) >= OwnedGroup.SaveInterval;
        foreach (var group in groups.All.Where(group => isDue || group.IsUrgent))
        {
            if (!await services.AskAsync(group.TrySaveAsync, stopping).ConfigureAwait(false))
            {
                services.Report($"group {group.Group} has another owner; its shards are closed.", null);
                await LoseAsync(group).ConfigureAwait(false);
            }
        }

        savedAt = isDue ? time.GetTimestamp() : savedAt;
    }
}
