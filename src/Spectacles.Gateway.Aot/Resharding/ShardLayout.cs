using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;

namespace Spectacles.Gateway;

/// <summary>The shards of a bot in this process: the current set and, during a reshard, the set that will replace it.</summary>
/// <param name="gateway">The gateway.</param>
/// <param name="errors">Where errors are reported.</param>
/// <param name="failed">Called with the failure that ended the current shards.</param>
[SuppressMessage(
    "Design", "CA1001", Justification = "The source of a token that has no timer holds nothing; whoever is late may still ask it.")]
internal sealed partial class ShardLayout(Gateway gateway, ErrorReport errors, Func<Exception, Task> failed)
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private volatile ShardSet? serving;
    private volatile ShardSet? joining;
    private volatile ShardSet? leaving;
    private readonly HashSet<int> removing = [];
    private readonly List<Task> watched = [];
    private Task handover = Task.CompletedTask;
    private Task resharding = Task.CompletedTask;
    private bool ended;

    /// <summary>The collection of the start's garbage, which all sets share.</summary>
    public StartCollection StartCollection { get; } = StartCollection.Create();

    /// <summary>The current shards; null before the start.</summary>
    public ShardSet? Serving => serving;

    public IReadOnlyDictionary<int, Shard> Shards => serving?.Shards ?? ReadOnlyDictionary<int, Shard>.Empty;

    /// <summary>The number of shards in this process, including those of a set that will replace the current one.</summary>
    public int Count => (serving?.All.Count ?? 0) + (joining?.All.Count ?? 0);

    /// <summary>A task that completes when the end of each shard has been observed.</summary>
    public Task Watching
    {
        get
        {
            lock (gate)
            {
                return Task.WhenAll(watched);
            }
        }
    }

    public ClusterStatus GetStatus() => new()
    {
        At = gateway.Time.GetUtcNow(),
        ShardCount = serving?.Context.ShardCount ?? 0,
        Shards = StatusOf(serving),
        Joining = StatusOf(joining),
    };

    /// <summary>Reads the current shards for a collection of metrics.</summary>
    public ShardReading[] Read()
    {
        var shards = serving?.All ?? [];
        var readings = new ShardReading[shards.Count];
        for (int i = 0; i < readings.Length; i++)
        {
            readings[i] = shards[i].Read();
        }

        return readings;
    }

    public void Start(int[] ids, ShardContext context)
    {
        lock (gate)
        {
            if (ended)
            {
                throw new GatewayStoppedException("The cluster was stopped while it spawned.");
            }

            int remaining = gateway.SessionStartLimit.Remaining;
            errors.Write(logger => Log.Spawning(logger, ids.Length, context.ShardCount, context.Intents, remaining));
            context.Sessions.Serve();
            serving = new ShardSet(ids, context, StartCollection);
            serving.Start();
            Watch(serving);
        }
    }

    public Task ReshardAsync(int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        lock (gate)
        {
            if (serving is not { } old || ended)
            {
                throw new InvalidOperationException("Cannot reshard before the shards are spawned. Call SpawnAsync first.");
            }

            if (old.Context.EventSink is not null)
            {
                throw new InvalidOperationException("Cannot reshard: a cluster with ClusterOptions.EventSink keeps its number of shards, "
                    + "because the sink would receive the events of both sets. Start another cluster with the new number.");
            }

            if (!old.IsWhole)
            {
                throw new InvalidOperationException($"Cannot reshard: this cluster runs {old.Shards.Count} of {old.Context.ShardCount} "
                    + "shards. Resharding requires a cluster that runs all of them.");
            }

            ThrowIfResharding();
            if (removing.Count > 0)
            {
                throw new InvalidOperationException("Cannot reshard while a shard is being removed. Wait for RemoveShardAsync.");
            }


            var begun = TakeOverAsync(old, count, cancellationToken);
            (handover, resharding) = (begun, EndOldAsync(begun));
            return resharding;
        }
    }

    /// <summary>
    /// Counts the calling handler, if one of these shards runs it, as finished. It waits for the end of the shards, so they must not wait
    /// for it.
    /// </summary>
    public void ExcuseCaller() =>
        PendingCall.ExcuseCaller(call => Owns(serving, call) || Owns(joining, call) || Owns(leaving, call));

    /// <summary>Stops all shards, within the time of the stop.</summary>
    /// <returns>The work that has not ended. Never throws.</returns>
    public async Task<StopRemainder> StopAsync(StopWindow window, bool? keepSessions, Func<Task> cancelHandlers)
    {
        Task handed;
        Task last;
        lock (gate)
        {
            ended = true;
            (handed, last) = (handover, resharding);
        }

        // The current set does not change any more. Until a takeover has ended, a new set does not keep its sessions.
        _ = stopping.CancelAsync();
        var left = serving is { } present
            ? await present.StopAsync(window, cancelHandlers, keepSessions, handed).ConfigureAwait(false)
            : new StopRemainder();
        if (!await window.UntilGivenUpAsync(last).ConfigureAwait(false))
        {
            left.Add("a reshard is still in progress");
            await Task.WhenAll(
                joining?.AbandonAsync(window, left) ?? Task.CompletedTask,
                leaving?.AbandonAsync(window, left) ?? Task.CompletedTask).ConfigureAwait(false);
        }

        return left;
    }

    private static bool Owns(ShardSet? set, PendingCall call) => set is not null && set.Owns(call);

    private static ShardStatus[] StatusOf(ShardSet? set)
    {
        var shards = set?.All ?? [];
        var statuses = new ShardStatus[shards.Count];
        for (int i = 0; i < statuses.Length; i++)
        {
            statuses[i] = shards[i].GetStatus();
        }

        return statuses;
    }

    private async Task EndOldAsync(Task<Takeover> takenOver)
    {
        var done = await takenOver.ConfigureAwait(false);
        await done.EndOldAsync().ConfigureAwait(false);
        leaving = null;
    }

    private async Task<Takeover> TakeOverAsync(ShardSet old, int count, CancellationToken cancellationToken)
    {
        ExcuseCaller();
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping.Token);
        try
        {
            await gateway.FetchAsync(force: true, either.Token).ConfigureAwait(false);
            var limit = gateway.SessionStartLimit;
            if (limit.Remaining < count)
            {
                throw new GatewayException($"{count} shards cost {count} session starts; {limit.Remaining} of {limit.Total} are left "
                    + $"until {limit.ResetAt:s}Z. The {old.Shards.Count} present shards continue.");
            }

            errors.Write(logger => Log.Resharding(logger, old.Context.ShardCount, count, limit.Remaining));
            var overlap = new OverlapWindow(gateway.Time);
            var slot = new EventFilterSlot();
            slot.Set(new OverlapFilter(overlap, joins: true, slot));
            GatewayCommand?[] presences = [.. old.All.Select(shard => shard.Presence)];
            var next = new ShardSet(
                Enumerable.Range(0, count), old.Context.Successor(count, slot, id => presences[id % presences.Length]), StartCollection);
            joining = next;
            var change = new Takeover(old, next, overlap);
            await change.TakeOverAsync(() => TakeOver(next), stopping.Token, either.Token).ConfigureAwait(false);
            return change;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new GatewayStoppedException("The cluster was stopped during a reshard.", innerException: e);
        }
        finally
        {
            joining = null;
        }
    }

    private void TakeOver(ShardSet next)
    {
        lock (gate)
        {
            if (ended)
            {
                throw new OperationCanceledException();
            }

            gateway.ChangeShards(next.Context.ShardCount);
            (leaving, serving, joining) = (serving, next, null);
            foreach (var state in next.Context.Calls.Handlers.States)
            {
                state.ChangeShardCount(next.Context.ShardCount);
            }

            Watch(next);
        }
    }
}
