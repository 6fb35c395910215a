using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway;

/// <summary>The shards of one layout, which start, serve and stop together.</summary>
internal sealed class ShardSet
{
    private readonly SortedDictionary<int, Shard> shards;
    private readonly ITimer look;

    public ShardSet(IEnumerable<int> ids, ShardContext context)
    {
        Context = context;
        shards = new SortedDictionary<int, Shard>(ids.ToDictionary(id => id, id => new Shard(id, context)));
        look = context.Time.CreateTimer(static set => ((ShardSet)set!).LookForBlocking(), this, BlockingWatch.Interval, BlockingWatch.Interval);
    }

    public ShardContext Context { get; }

    public IReadOnlyDictionary<int, Shard> Shards => shards;

    /// <summary>Whether all shards of the bot are in it.</summary>
    public bool IsWhole => shards.Count == Context.ShardCount;

    /// <summary>The shard that owns a guild. https://discord.com/developers/docs/events/gateway#sharding-sharding-formula</summary>
    /// <exception cref="InvalidOperationException">It is not here.</exception>
    public Shard For(Snowflake guildId)
    {
        int id = Context.OwnerOf(guildId);
        return shards.TryGetValue(id, out var shard)
            ? shard
            : throw new InvalidOperationException($"The guild {guildId} is on shard {id} of {Context.ShardCount}, which is not in this process: here are {string.Join(", ", shards.Keys)}. Send it where that shard runs.");
    }

    public void Start()
    {
        foreach (var shard in shards.Values)
        {
            shard.Loop.Start();
        }
    }

    public Task ReadyAsync(CancellationToken cancellationToken) => Task.WhenAll(shards.Values.Select(shard => shard.ReadyAsync(cancellationToken)));

    /// <summary>Ends when no shard lives any more, or with the failure that ends them all: one that no shard could replace, or that of the last one.</summary>
    public async Task<Exception?> FailureAsync()
    {
        var live = shards.Values.Select(shard => shard.Loop.Running).ToList();
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
    public bool Owns(Dispatching.PendingCall<HandlerCall> call) => shards.Values.Any(shard => shard.Loop.Calls.Window == call.Window);

    /// <summary>Dispatches no more, waits for handlers up to the deadline, saves the sessions or ends them, closes.</summary>
    /// <param name="deadline">How long handlers are waited for.</param>
    /// <param name="cancelHandlers">Cancels those that still run.</param>
    /// <param name="code">What to close with; null for what the sessions' future asks for.</param>
    public async Task StopAsync(TimeSpan deadline, Func<Task> cancelHandlers, int? code = null)
    {
        var loops = shards.Values.Select(shard => shard.Loop).ToList();
        loops.ForEach(loop => loop.StopDispatching());
        var finished = Task.WhenAll(loops.Select(loop => loop.WhenCallsFinished()));
        await finished.WaitAsync(deadline, Context.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await cancelHandlers().ConfigureAwait(false);
        await Task.WhenAll(loops.Select(loop => loop.StopAsync(code))).ConfigureAwait(false);
        await look.DisposeAsync().ConfigureAwait(false);
    }

    private void LookForBlocking()
    {
        foreach (var shard in shards.Values)
        {
            shard.Blocking.Look();
        }
    }
}
