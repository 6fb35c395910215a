using System.Collections.Concurrent;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// What a node sees of the fleet: the other nodes, the owners of the groups and the needs of the workers. Renews its lease.
/// </summary>
internal sealed class NodeWatch : IAsyncDisposable
{
    private readonly NodeServices services;
    private readonly NeededEvents needed;
    private readonly ConcurrentDictionary<int, GroupEntry> entries = new();
    private readonly CancellationTokenSource end = new();
    private readonly SemaphoreSlim wake = new(0);
    private readonly TaskCompletionSource[] current = [New(), New(), New()];
    private Task running = Task.CompletedTask;
    private long judgedAt;

    public NodeWatch(NodeServices services, NeededEvents needed)
    {
        this.services = services;
        this.needed = needed;
    }

    /// <summary>Completes when everything that existed at the start has been seen.</summary>
    public Task WhenCurrent => Task.WhenAll(current.Select(one => one.Task));

    public void Start() => running = Task.WhenAll(
        FollowAsync(services.Engine.NodeState, NodeKeys.Nodes, NoteNode, current[0]),
        FollowAsync(services.Engine.NodeState, NodeKeys.Groups, NoteGroup, current[1]),
        FollowAsync(services.Engine.SharedState, FleetAddresses.Interests, NoteInterest, current[2]),
        RenewAsync());

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end.Dispose();
        wake.Dispose();
    }

    /// <summary>Ends a <see cref="WaitAsync"/>.</summary>
    public void Wake()
    {
        if (!end.IsCancellationRequested && wake.CurrentCount == 0)
        {
            wake.Release();
        }
    }

    /// <summary>Waits until something has changed, or the time is over.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(longest, services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        await wake.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Returns whether a group that this node does not own has no other living owner.</summary>
    public bool IsFree(int group) => !entries.TryGetValue(group, out var entry) || !services.IsOwnedByAnother(entry);

    /// <summary>Returns whether this node stands as the owner of a group.</summary>
    public bool IsOwn(int group) => entries.TryGetValue(group, out var entry) && entry.Owner == services.Lease.Incarnation;

    /// <summary>Returns the fence of a group's last owner; 0 if there was none.</summary>
    public long FenceOf(int group) => entries.TryGetValue(group, out var entry) ? entry.Fence : 0;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task FollowAsync(IFleetState state, string prefix, Action<StateChange> note, TaskCompletionSource isCurrent)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (!end.IsCancellationRequested)
        {
            try
            {
                await foreach (var change in state.WatchAsync(prefix, end.Token).ConfigureAwait(false))
                {
                    if (change.IsCurrent)
                    {
                        isCurrent.TrySetResult();
                    }
                    else
                    {
                        note(change);
                    }
                }
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
            }
#pragma warning disable CA1031 // Whatever an engine throws: a node that sees no more must not do so in silence.
            catch (Exception e)
#pragma warning restore CA1031
            {
                services.Report($"the state {prefix}* can't be watched, which is tried again: {e.Message}", e);
                await Task.Delay(NodeLease.Interval, services.Time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void NoteInterest(StateChange change)
    {
        if (!needed.TryNote(change))
        {
            services.Report(
                $"{change.Key} in the fleet's state is not what a worker group writes, so it is ignored: events that only this group needs "
                + "may be left out. A worker of the group that starts writes it again. This is reported once.", null);
        }
    }

    private void NoteNode(StateChange change)
    {
        if (services.Members.Note(change))
        {
            Wake();
        }
    }

    private void NoteGroup(StateChange change)
    {
        if (NodeKeys.ReadGroup(change.Key) is { } group && change.Entry is { } entry && GroupEntry.TryRead(entry.Value.Span, out var read))
        {
            bool isNews = !entries.TryGetValue(group, out var before) || before.Owner != read.Owner;
            entries[group] = read;
            if (isNews)
            {
                Wake();
            }
        }
    }

    private async Task RenewAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var timer = new PeriodicTimer(NodeLease.Interval, services.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(end.Token).ConfigureAwait(false))
            {
                await RenewOnceAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
        }
    }

    private async Task RenewOnceAsync()
    {
        long now = services.Time.GetTimestamp();
        try
        {
            if (await services.Lease.TryRenewAsync(end.Token).ConfigureAwait(false))
            {
                // Time without an own write says nothing about the others.
                var passed = services.Time.GetElapsedTime(judgedAt, now);
                services.Members.Judge(judgedAt != 0 && passed < 2 * NodeLease.Interval ? passed : TimeSpan.Zero);
                judgedAt = now;
            }
            else if (services.Lease.Lost.IsCompleted)
            {
                Wake();
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
        }
#pragma warning disable CA1031 // Whatever an engine throws: a node that renews no more must not do so in silence.
        catch (Exception e)
#pragma warning restore CA1031
        {
            services.Report($"the lease could not be renewed, which is tried again: {e.Message}", e);
        }
    }
}
