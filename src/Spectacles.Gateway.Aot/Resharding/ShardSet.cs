namespace Spectacles.Gateway;

/// <summary>The shards of one layout, which start, run and stop together.</summary>
internal sealed class ShardSet
{
    private readonly SortedDictionary<int, Shard> byId = [];
    private readonly ITimer look;

    public ShardSet(IEnumerable<int> ids, ShardContext context)
    {
        Context = context;
        All = [.. ids.Order().Select(id => new GatewayShard(id, context))];
        foreach (var shard in All)
        {
            byId.Add(shard.Id, shard);
        }

        look = context.Time.CreateTimer(
            static set => ((ShardSet)set!).LookForBlocking(), this, BlockingWatch.Interval, BlockingWatch.Interval);
    }

    public ShardContext Context { get; }

    public IReadOnlyDictionary<int, Shard> Shards => byId;

    /// <summary>The shards in the order of their numbers.</summary>
    public IReadOnlyList<GatewayShard> All { get; }

    /// <summary>The slot for the filter of their events.</summary>
    public EventFilterSlot Filter => Context.Calls.Filter;

    /// <summary>Whether it contains all shards of the bot.</summary>
    public bool IsWhole => All.Count == Context.ShardCount;

    /// <summary>Returns the shard that owns a guild. https://discord.com/developers/docs/events/gateway#sharding-sharding-formula</summary>
    /// <exception cref="InvalidOperationException">The shard is not in this process.</exception>
    public Shard For(Snowflake guildId)
    {
        int id = Context.OwnerOf(guildId);
        return byId.TryGetValue(id, out var shard)
            ? shard
            : throw new InvalidOperationException($"The guild {guildId} is on shard {id} of {Context.ShardCount}, which is not in this "
                + $"process: here are {string.Join(", ", byId.Keys)}. Send it where that shard runs.");
    }

    public void Start()
    {
        foreach (var shard in All)
        {
            shard.Start();
        }
    }

    public Task ReadyAsync(CancellationToken cancellationToken) => Task.WhenAll(All.Select(shard => shard.ReadyAsync(cancellationToken)));

    /// <summary>
    /// Completes when all shards have ended, or with the failure that ends them all: one that would affect any shard, or that of the last
    /// shard.
    /// </summary>
    public async Task<Exception?> FailureAsync()
    {
        var live = All.Select(shard => shard.Running).ToList();
        while (live.Count > 0)
        {
            var ended = await Task.WhenAny(live).ConfigureAwait(false);
            live.Remove(ended);
            if (
                ended.Exception?.InnerException is { } failure
                    && (live.Count == 0 || failure is not GatewayClosedException { StopsShardOnly: true }))
            {
                return failure;
            }
        }

        return null;
    }

    /// <summary>Returns whether a call belongs to one of these shards.</summary>
    public bool Owns(PendingCall call) => All.Any(shard => shard.Owns(call));

    /// <summary>
    /// Stops dispatching, saves the sessions and waits for handlers. Then saves their progress or ends the sessions, and closes the
    /// connections, all within the time of the stop.
    /// </summary>
    /// <param name="window">The time of the stop.</param>
    /// <param name="cancelHandlers">Cancels the handlers that still run.</param>
    /// <param name="keepSessions">Whether sessions are kept; null to keep them if the store outlives the process.</param>
    /// <param name="first">A task that must complete before sessions are saved a last time; null for none.</param>
    /// <returns>The work that has not ended. Never throws.</returns>
    public async Task<StopRemainder> StopAsync(
        StopWindow window, Func<Task> cancelHandlers, bool? keepSessions = null, Task? first = null)
    {
        foreach (var shard in All)
        {
            shard.StopDispatching();
        }

        var finished = window.WaitsForHandlers ? Task.WhenAll(All.Select(shard => shard.WhenCallsFinished())) : Task.CompletedTask;
        await window.UntilHandlersAreCancelledAsync(Task.WhenAll(finished, first ?? Task.CompletedTask)).ConfigureAwait(false);
#pragma warning disable CA1849 // DisposeAsync would wait for a running check, and for the listener of errors that it calls.
        look.Dispose();
#pragma warning restore CA1849
        Task[] stops = [.. All.Select(shard => shard.StopAsync(keepSessions, window.GivenUp))];
        var cancelled = cancelHandlers();
        var ended = Task.WhenAll([.. stops, cancelled, finished]);
        var left = new StopRemainder();
        if (!await window.UntilGivenUpAsync(ended).ConfigureAwait(false))
        {
            await AbandonAsync(window, left).ConfigureAwait(false);
            if (!cancelled.IsCompleted || left.IsEmpty)
            {
                left.Add("a callback on the handlers' cancellation token has not returned");
            }
        }
        else if (ended.Exception is { } failure)
        {
            left.Add($"a shard's stop failed with {failure.GetBaseException().GetType().Name}: "
                + $"{PeerText.Escape(failure.GetBaseException().Message, PeerText.Long)}");
        }

        return left;
    }

    /// <summary>Abandons all work of these shards.</summary>
    public async Task AbandonAsync(StopWindow window, StopRemainder left)
    {
        foreach (var shard in All)
        {
            foreach (string what in shard.Unfinished(window.WaitsForHandlers))
            {
                left.Add(what, shard.Id);
            }
        }

        await window.UntilTheEndAsync(Task.WhenAll(All.Select(shard => shard.AbandonAsync()))).ConfigureAwait(false);
    }

    private void LookForBlocking()
    {
        foreach (var shard in All)
        {
            shard.LookForBlocking();
        }
    }
}
