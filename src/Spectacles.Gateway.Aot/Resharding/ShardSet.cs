namespace Spectacles.Gateway;

/// <summary>The shards of one layout, which start, run and stop together.</summary>
internal sealed class ShardSet
{
    private readonly ITimer look;
    private volatile Members members;

    public ShardSet(IEnumerable<int> ids, ShardContext context)
    {
        Context = context;
        members = new Members(ids.Select(id => new GatewayShard(id, context)));
        look = context.Time.CreateTimer(
            static set => ((ShardSet)set!).LookForBlocking(), this, BlockingWatch.Interval, BlockingWatch.Interval);
    }

    public ShardContext Context { get; }

    /// <summary>The shards by number. A copy that does not change.</summary>
    public IReadOnlyDictionary<int, Shard> Shards => members.ById;

    /// <summary>The shards in the order of their numbers. A copy that does not change.</summary>
    public IReadOnlyList<GatewayShard> All => members.All;

    /// <summary>The slot for the filter of their events.</summary>
    public EventFilterSlot Filter => Context.Calls.Filter;

    /// <summary>Whether it contains all shards of the bot.</summary>
    public bool IsWhole => All.Count == Context.ShardCount;

    /// <summary>Returns the shard that owns a guild. https://discord.com/developers/docs/events/gateway#sharding-sharding-formula</summary>
    /// <exception cref="InvalidOperationException">The shard is not in this process.</exception>
    public Shard For(Snowflake guildId)
    {
        int id = Context.OwnerOf(guildId);
        var present = Shards;
        return present.TryGetValue(id, out var shard)
            ? shard
            : throw new InvalidOperationException($"The guild {guildId} is on shard {id} of {Context.ShardCount}, which is not in this "
                + $"process. The shards here are: {(present.Count > 0 ? string.Join(", ", present.Keys) : "none")}. Send the command "
                + "where that shard runs.");
    }

    /// <summary>Creates another shard. Calls of this method and of <see cref="Remove"/> must not overlap.</summary>
    public GatewayShard Add(int id)
    {
        var shard = new GatewayShard(id, Context);
        members = new Members(All.Append(shard));
        return shard;
    }

    /// <summary>Removes a shard that has stopped.</summary>
    public void Remove(GatewayShard shard) => members = new Members(All.Where(one => one != shard));

    public void Start()
    {
        foreach (var shard in All)
        {
            shard.Start();
        }
    }

    public Task WaitForReadyAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(All.Select(shard => shard.WaitForReadyAsync(cancellationToken)));

    /// <summary>Returns whether a call belongs to one of these shards.</summary>
    public bool Owns(PendingCall call) => All.Any(shard => shard.Owns(call));

    /// <summary>Stops all shards, and the checks for blocking handlers.</summary>
    /// <inheritdoc cref="StopAsync(IReadOnlyList{GatewayShard}, StopWindow, Func{Task}, bool?, Task?)"/>
    public Task<StopRemainder> StopAsync(
        StopWindow window, Func<Task> cancelHandlers, bool? keepSessions = null, Task? first = null)
    {
        return StopAsync(All, window, StopLookingAsync, keepSessions, first);

        Task StopLookingAsync()
        {
#pragma warning disable CA1849 // DisposeAsync would wait for a running check, and for the listener of errors that it calls.
            look.Dispose();
#pragma warning restore CA1849
            return cancelHandlers();
        }
    }

    /// <summary>
    /// Stops dispatching, saves the sessions and waits for handlers and the event sink. Then saves their progress or ends the sessions, and
    /// closes the connections, all within the time of the stop.
    /// </summary>
    /// <param name="shards">The shards to stop.</param>
    /// <param name="window">The time of the stop.</param>
    /// <param name="cancelHandlers">Cancels the handlers that still run.</param>
    /// <param name="keepSessions">Whether sessions are kept; null to keep them if the store outlives the process.</param>
    /// <param name="first">A task that must complete before sessions are saved a last time; null for none.</param>
    /// <returns>The work that has not ended. Never throws.</returns>
    public static async Task<StopRemainder> StopAsync(
        IReadOnlyList<GatewayShard> shards, StopWindow window, Func<Task> cancelHandlers, bool? keepSessions, Task? first = null)
    {
        foreach (var shard in shards)
        {
            shard.StopDispatching();
        }

        var finished = window.WaitsForHandlers ? Task.WhenAll(shards.Select(shard => shard.WhenCallsFinished())) : Task.CompletedTask;
        var confirmed = window.WaitsForHandlers
            ? Task.WhenAll(shards.Select(shard => shard.WhenConfirmedAsync()))
            : Task.CompletedTask;
        await window.UntilHandlersAreCancelledAsync(
            Task.WhenAll(finished, confirmed, first ?? Task.CompletedTask)).ConfigureAwait(false);
        (int Id, int Count, long First)[] unconfirmed =
            [.. shards.Select(shard => (shard.Id, shard.Unconfirmed.Count, shard.Unconfirmed.First)).Where(one => one.Count > 0)];
        Task[] stops = [.. shards.Select(shard => shard.StopAsync(keepSessions, window.GivenUp))];
        var cancelled = cancelHandlers();
        var ended = Task.WhenAll([.. stops, cancelled, finished]);
        var left = new StopRemainder();
        if (!await window.UntilGivenUpAsync(ended).ConfigureAwait(false))
        {
            await AbandonAsync(shards, window, left).ConfigureAwait(false);
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

        left.AddUnconfirmed(unconfirmed);
        return left;
    }

    /// <summary>Abandons all work of these shards.</summary>
    public Task AbandonAsync(StopWindow window, StopRemainder left) => AbandonAsync(All, window, left);

    private static async Task AbandonAsync(IReadOnlyList<GatewayShard> shards, StopWindow window, StopRemainder left)
    {
        foreach (var shard in shards)
        {
            foreach (string what in shard.Unfinished(window.WaitsForHandlers))
            {
                left.Add(what, shard.Id);
            }
        }

        await window.UntilTheEndAsync(Task.WhenAll(shards.Select(shard => shard.AbandonAsync()))).ConfigureAwait(false);
    }

    private void LookForBlocking()
    {
        foreach (var shard in All)
        {
            shard.LookForBlocking();
        }
    }

    private sealed class Members
    {
        public Members(IEnumerable<GatewayShard> shards)
        {
            All = [.. shards.OrderBy(shard => shard.Id)];
            var byId = new SortedDictionary<int, Shard>();
            foreach (var shard in All)
            {
                byId.Add(shard.Id, shard);
            }

            ById = byId;
        }

        public GatewayShard[] All { get; }

        public IReadOnlyDictionary<int, Shard> ById { get; }
    }
}
