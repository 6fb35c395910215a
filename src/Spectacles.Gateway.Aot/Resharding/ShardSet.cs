namespace Spectacles.Gateway;

/// <summary>The shards of one layout, which start, serve and stop together.</summary>
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

        look = context.Time.CreateTimer(static set => ((ShardSet)set!).LookForBlocking(), this, BlockingWatch.Interval, BlockingWatch.Interval);
    }

    public ShardContext Context { get; }

    public IReadOnlyDictionary<int, Shard> Shards => byId;

    /// <summary>The shards in the order of their numbers.</summary>
    public IReadOnlyList<GatewayShard> All { get; }

    /// <summary>The place of the filter of their events.</summary>
    public EventFilterSlot Filter => Context.Calls.Filter;

    /// <summary>Whether all shards of the bot are in it.</summary>
    public bool IsWhole => All.Count == Context.ShardCount;

    /// <summary>The shard that owns a guild. https://discord.com/developers/docs/events/gateway#sharding-sharding-formula</summary>
    /// <exception cref="InvalidOperationException">It is not here.</exception>
    public Shard For(Snowflake guildId)
    {
        int id = Context.OwnerOf(guildId);
        return byId.TryGetValue(id, out var shard)
            ? shard
            : throw new InvalidOperationException($"The guild {guildId} is on shard {id} of {Context.ShardCount}, which is not in this process: here are {string.Join(", ", byId.Keys)}. Send it where that shard runs.");
    }

    public void Start()
    {
        foreach (var shard in All)
        {
            shard.Start();
        }
    }

    public Task ReadyAsync(CancellationToken cancellationToken) => Task.WhenAll(All.Select(shard => shard.ReadyAsync(cancellationToken)));

    /// <summary>Ends when no shard lives any more, or with the failure that ends them all: one that no shard could replace, or that of the last one.</summary>
    public async Task<Exception?> FailureAsync()
    {
        var live = All.Select(shard => shard.Running).ToList();
        while (live.Count > 0)
        {
            var ended = await Task.WhenAny(live).ConfigureAwait(false);
            live.Remove(ended);
            if (ended.Exception?.InnerException is { } failure && (live.Count == 0 || failure is not GatewayClosedException { StopsShardOnly: true }))
            {
                return failure;
            }
        }

        return null;
    }

    /// <summary>Whether a call is one of these shards'.</summary>
    public bool Owns(PendingCall call) => All.Any(shard => shard.Owns(call));

    /// <summary>Dispatches no more, saves the sessions, waits for handlers, saves again what they have finished or ends the sessions, and closes: all within the time of the stop.</summary>
    /// <param name="window">The time of the stop.</param>
    /// <param name="cancelHandlers">Cancels those that still run.</param>
    /// <param name="code">What to close with; null for what the sessions' future asks for.</param>
    /// <param name="first">What is to end before sessions are saved a last time; null for nothing.</param>
    /// <returns>What has not ended. It never throws.</returns>
    public async Task<StopRemainder> StopAsync(StopWindow window, Func<Task> cancelHandlers, int? code = null, Task? first = null)
    {
        foreach (var shard in All)
        {
            shard.StopDispatching();
        }

        var finished = window.WaitsForHandlers ? Task.WhenAll(All.Select(shard => shard.WhenCallsFinished())) : Task.CompletedTask;
        await window.UntilHandlersAreCancelledAsync(Task.WhenAll(finished, first ?? Task.CompletedTask)).ConfigureAwait(false);
#pragma warning disable CA1849 // DisposeAsync would wait for a look that is under way, and for the listener of errors that it calls.
        look.Dispose();
#pragma warning restore CA1849
        Task[] stops = [.. All.Select(shard => shard.StopAsync(code, window.GivenUp))];
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
            left.Add($"a shard's stop failed with {failure.GetBaseException().GetType().Name}: {PeerText.Escape(failure.GetBaseException().Message, PeerText.Long)}");
        }

        return left;
    }

    /// <summary>Nothing of these shards is waited for any longer.</summary>
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
