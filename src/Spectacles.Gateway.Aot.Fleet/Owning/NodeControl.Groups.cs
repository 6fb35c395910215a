namespace Spectacles.Gateway.Fleet;

/// <content>Taking groups, handing them over, and losing them.</content>
internal sealed partial class NodeControl
{
    /// <summary>The group that was looked at last.</summary>
    private int lastGroup = -1;

    /// <summary>
    /// Takes or hands over one group, if there is one that is not where it should be. The other duties of the node come between two.
    /// </summary>
    /// <returns>The pause before the next one; null if there was none.</returns>
    private async Task<TimeSpan?> AssignAsync(CancellationToken stopping)
    {
        var takers = services.Members.Takers;
        var future = services.Members.FutureTakers;
        for (int i = 0; i < Plan.Groups; i++)
        {
            // A group that fails again and again does not keep the others waiting.
            int group = lastGroup = (lastGroup + 1) % Plan.Groups;
            string? taker = Rendezvous.Choose(takers, group);
            bool isForAnother = taker is not null && taker != options.Name;
            if (groups.Find(group) is { } mine)
            {
                // A node that has just started does not count yet: it could not take the group at once.
                if (isForAnother)
                {
                    await ReleaseAsync(mine).ConfigureAwait(false);
                    return PauseFor(group);
                }

                if (await RunMissingAsync(mine, stopping).ConfigureAwait(false))
                {
                    return PauseFor(group);
                }
            }
            else if (watch.IsFree(group) && Rendezvous.Choose(future, group) == options.Name)
            {
                await TakeAsync(group, stopping).ConfigureAwait(false);
                return PauseFor(group);
            }
            else if (watch.IsOwn(group))
            {
                // An attempt to take it has failed half-way.
                await services.AskAsync(token => OwnedGroup.AbandonAsync(services, group, token), stopping).ConfigureAwait(false);
                return PauseFor(group);
            }
        }

        journal.Settle(GroupCount, Cluster!);
        if (groups.All.Count == 0 && services.Lease.Phase == NodePhase.Draining)
        {
            journal.Drained();
            drained.TrySetResult();
        }

        return null;
    }

    private async Task TakeAsync(int group, CancellationToken stopping)
    {
        var former = groups.FindFormer(group);
        var owned = await services.AskAsync(token => OwnedGroup.TryTakeAsync(services, group, former, token), stopping)
            .ConfigureAwait(false);
        if (owned is not { } taken)
        {
            return;
        }

        groups.Add(taken);
        FleetMeter.GroupsTaken.Add(1);
        journal.Took(group);
        try
        {
            await services.AskAsync(token => taken.ReceiveCommandsAsync(Cluster!, token), stopping).ConfigureAwait(false);
            await RunMissingAsync(taken, stopping).ConfigureAwait(false);
        }
        catch
        {
            // The next step takes it again.
            await LoseAsync(taken).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Adds the shards of a group that the cluster does not have.</summary>
    /// <returns>Whether there were any.</returns>
    private async Task<bool> RunMissingAsync(OwnedGroup group, CancellationToken stopping)
    {
        int[] missing = [.. Plan.ShardsOf(group.Group).Where(id => !Cluster!.Shards.ContainsKey(id))];
        foreach (int id in missing)
        {
            await Cluster!.AddShardAsync(id, stopping).ConfigureAwait(false);
        }

        return missing.Length > 0;
    }

    private TimeSpan PauseFor(int group) => TimeSpan.FromSeconds(1) * Plan.ShardsOf(group).Count() / options.ShardsPerSecond;

    /// <summary>Hands a group over.</summary>
    private async Task ReleaseAsync(OwnedGroup group)
    {
        await CloseAsync(group).ConfigureAwait(false);
        await group.FlushAsync().ConfigureAwait(false);
        await services.AskAsync(group.ReleaseAsync, CancellationToken.None).ConfigureAwait(false);
        await EndAsync(group).ConfigureAwait(false);
        journal.HandedOver(group.Group);
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
        groups.Remove(group);
        await group.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Closes the groups that another node has taken.</summary>
    private async Task LeaveLostAsync()
    {
        foreach (var group in groups.All.Where(group => watch.FenceOf(group.Group) > group.Fence || group.Publisher.Fenced.IsCompleted))
        {
            services.Report($"group {group.Group} has another owner; its shards are closed.", null);
            await LoseAsync(group).ConfigureAwait(false);
        }
    }

    /// <summary>Hands all groups over, and ends the lease.</summary>
    private async Task LeaveAsync()
    {
        journal.Stopping(GroupCount);
        if (!await AnswersAsync().ConfigureAwait(false))
        {
            services.Report(NodeConcerns.NotHandedOver, null);
            await LoseAllAsync().ConfigureAwait(false);
            return;
        }

        using var patience = new CancellationTokenSource(StopTimeout, time);
        try
        {
            await Task.WhenAll(groups.All.Select(ReleaseAsync)).WaitAsync(patience.Token).ConfigureAwait(false);
            await services.Lease.EndAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FleetException or OperationCanceledException)
        {
            services.Report($"the groups could not be handed over; other nodes take them after the lease has ended: {e.Message}", e);
            await LoseAllAsync().ConfigureAwait(false);
        }
    }

    private Task LoseAllAsync() => Task.WhenAll(groups.All.Select(LoseAsync));

    /// <summary>
    /// Ends a group without handing it over. Its events that are not stored are not confirmed, so that the next owner gets them.
    /// </summary>
    private async Task LoseAsync(OwnedGroup group)
    {
        FleetMeter.GroupsLost.Add(1);
        journal.Lost(group.Group);
        await EndAsync(group).ConfigureAwait(false);
        await CloseAsync(group).ConfigureAwait(false);
    }

    private async Task SaveAsync(CancellationToken stopping)
    {
        bool isDue = time.GetElapsedTime(savedAt) >= OwnedGroup.SaveInterval;
        foreach (var group in groups.All.Where(group => isDue || group.Sessions.IsUrgent))
        {
            try
            {
                if (!await services.AskAsync(group.Sessions.TrySaveAsync, stopping).ConfigureAwait(false))
                {
                    services.Report($"group {group.Group} has another owner; its shards are closed.", null);
                    await LoseAsync(group).ConfigureAwait(false);
                }
            }
            catch (FleetException e)
            {
                services.Report($"the sessions of group {group.Group} could not be saved, which is tried again: {e.Message}", e);
                break;
            }
        }

        savedAt = isDue ? time.GetTimestamp() : savedAt;
    }
}
