namespace Spectacles.Gateway;

/// <summary>The shards of one layout, which start, run and stop together.</summary>
internal sealed class ShardSet
{
    private readonly StartCollection startCollection;
    private readonly ITimer look;
    private volatile Members members;

    public ShardSet(IEnumerable<int> ids, ShardContext context, StartCollection startCollection)
    {
        Context = context;
        this.startCollection = startCollection;
        List<GatewayShard> shards = [];
        foreach (int id in ids)
        {
            shards.Add(new GatewayShard(id, context));
        }

        members = new Members([.. shards]);
        look = context.Time.CreateTimer(
            static set => ((ShardSet)set!).Look(), this, BlockingWatch.Interval, BlockingWatch.Interval);
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
        members = new Members([.. All, shard]);
        return shard;
    }

    /// <summary>Removes a shard that has stopped.</summary>
    public void Remove(GatewayShard shard)
    {
        List<GatewayShard> others = [.. All];
        others.Remove(shard);
        members = new Members([.. others]);
    }

    /// <summary>Whether none of the shards runs.</summary>
    public bool HasEnded
    {
        get
        {
            foreach (var shard in All)
            {
                if (!shard.Running.IsCompleted)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Returns a shard by its number; null if it is not here.</summary>
    public GatewayShard? Find(int id)
    {
        foreach (var shard in All)
        {
            if (shard.Id == id)
            {
                return shard;
            }
        }

        return null;
    }

    public void Start()
    {
        foreach (var shard in All)
        {
            shard.Start();
        }
    }

    public Task WaitForReadyAsync(CancellationToken cancellationToken) =>
        AllAsync(All, shard => shard.WaitForReadyAsync(cancellationToken));

    /// <summary>Returns whether a call belongs to one of these shards.</summary>
    public bool Owns(PendingCall call)
    {
        foreach (var shard in All)
        {
            if (shard.Owns(call))
            {
                return true;
            }
        }

        return false;
    }

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

        var finished = window.WaitsForHandlers ? AllAsync(shards, shard => shard.WhenCallsFinished()) : Task.CompletedTask;
        var confirmed = window.WaitsForHandlers
            ? AllAsync(shards, shard => shard.WhenConfirmedAsync())
            : Task.CompletedTask;
        await window.UntilHandlersAreCancelledAsync(
            Task.WhenAll(finished, confirmed, first ?? Task.CompletedTask)).ConfigureAwait(false);
        List<UnconfirmedRest> unconfirmed = [];
        foreach (var shard in shards)
        {
            if (shard.Unconfirmed is { Count: > 0 } rest)
            {
                unconfirmed.Add(new UnconfirmedRest(shard.Id, rest.Count, rest.First));
            }
        }

        var stops = AllAsync(shards, shard => shard.StopAsync(keepSessions, window.GivenUp));
        var cancelled = cancelHandlers();
        var ended = Task.WhenAll(stops, cancelled, finished);
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
                + $"{PeerText.Escape(failure.GetBaseException().Message.TrimEnd('.'), PeerText.Long)}");
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

        await window.UntilTheEndAsync(AllAsync(shards, shard => shard.AbandonAsync())).ConfigureAwait(false);
    }

    private static Task AllAsync(IReadOnlyList<GatewayShard> shards, Func<GatewayShard, Task> call)
    {
        var tasks = new Task[shards.Count];
        for (int i = 0; i < tasks.Length; i++)
        {
            tasks[i] = call(shards[i]);
        }

        return Task.WhenAll(tasks);
    }

    private void Look()
    {
        var present = All;
        int ready = 0;
        foreach (var shard in present)
        {
            shard.LookForBlocking();
            ready += shard.State == ShardState.Ready ? 1 : 0;
        }

        startCollection.Look(present.Count, ready);
    }

    private sealed class Members
    {
        public Members(GatewayShard[] shards)
        {
            var byId = new Dictionary<int, Shard>(shards.Length);
            var ids = new HashSet<int>(shards.Length);
            foreach (var shard in shards)
            {
                byId.Add(shard.Id, shard);
                ids.Add(shard.Id);
            }

            // A dictionary from which nothing is removed enumerates in the order of its additions.
            var ordered = new Dictionary<int, Shard>(shards.Length);
            All = new GatewayShard[shards.Length];
            foreach (int id in ShardNames.Sorted(ids))
            {
                All[ordered.Count] = (GatewayShard)byId[id];
                ordered.Add(id, byId[id]);
            }

            ById = ordered;
        }

        public GatewayShard[] All { get; }

        public IReadOnlyDictionary<int, Shard> ById { get; }
    }
}
