using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway;

/// <summary>The shards of one bot in this process: spawns them, gives their events to the handlers, stops them politely.</summary>
public sealed class Cluster : IAsyncDisposable
{
    private readonly ClusterOptions options;
    private readonly ErrorReport errors;
    private readonly HandlerSet handlers = new();
    private volatile SortedDictionary<int, Shard> shards = [];
    private readonly CancellationTokenSource handlerStop = new();
    private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private Task? spawning;
    private Task? watching;
    private Task? stop;
    private Task? disposing;

    /// <summary>A cluster on the one gateway of this token: see <see cref="Gateway.From"/>.</summary>
    /// <param name="token">The bot's token, with or without "Bot " before it.</param>
    /// <param name="options">How it lives.</param>
    /// <exception cref="ArgumentException">The token can't be a bot token.</exception>
    public Cluster(string token, ClusterOptions? options = null)
        : this(Gateway.From(token, options: (options ?? new ClusterOptions()).Validated().ForGateway()), options, ownsAddress: true)
    {
    }

    /// <summary>A cluster on a gateway.</summary>
    /// <param name="gateway">The gateway. It brings the API address: <see cref="ClusterOptions.Api"/> must not differ.</param>
    /// <param name="options">How it lives.</param>
    public Cluster(Gateway gateway, ClusterOptions? options = null)
        : this(gateway, options, ownsAddress: false)
    {
    }

    private Cluster(Gateway gateway, ClusterOptions? options, bool ownsAddress)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        this.options = (options ?? new ClusterOptions()).Validated();
        if (!ownsAddress && this.options.Api is { } api && api != gateway.Api)
        {
            throw new ArgumentException($"The gateway is at {gateway.Api}, ClusterOptions.Api is {api}. Give the address to the gateway alone.", nameof(options));
        }

        Gateway = gateway;
        errors = new ErrorReport(this.options.LoggerFactory);
        GatewayRegistry.Enter(gateway);
    }

    /// <summary>Something went wrong: in a handler, on a connection, or for good. Called on the thread where it happened; be quick.</summary>
    public event Action<GatewayError>? Error
    {
        add => errors.Reported += value;
        remove => errors.Reported -= value;
    }

    /// <summary>What is known of the gateway.</summary>
    public Gateway Gateway { get; }

    /// <summary>The intents that sessions ask for: those of the options, else those that the handlers need.</summary>
    public GatewayIntents Intents => options.Intents ?? handlers.Intents;

    /// <summary>The shards by their number. Empty before spawning.</summary>
    public IReadOnlyDictionary<int, Shard> Shards => shards;

    /// <summary>Ends at the stop. Faults with the exception of a fatal close.</summary>
    public Task Completion => completion.Task;

    /// <summary>Adds a handler for all shards. One instance is called by all of them, in parallel.</summary>
    /// <param name="handler">A partial class with <see cref="GatewayEventAttribute"/>.</param>
    /// <returns>This cluster.</returns>
    /// <exception cref="InvalidOperationException">The cluster has spawned: the sessions have told Discord their intents.</exception>
    public Cluster AddHandler(IGatewayHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        lock (gate)
        {
            ThrowIfSpawned("Add handlers before spawning: sessions tell Discord their intents when they start.");
            handlers.Add(handler);
        }

        return this;
    }

    /// <summary>Starts the number of shards that the gateway is fixed to, else the one that Discord recommends. Returns when they are started, not when they are READY.</summary>
    /// <param name="cancellationToken">Ends the wait for the API.</param>
    /// <exception cref="GatewayException">The API can't be reached, or refuses.</exception>
    public Task SpawnAsync(CancellationToken cancellationToken = default) => SpawnOnceAsync(null, null, cancellationToken);

    /// <summary>Starts this number of shards: 0 to <paramref name="count"/> less 1.</summary>
    /// <param name="count">The number of shards of the whole bot.</param>
    /// <param name="cancellationToken">Ends the wait for the API.</param>
    /// <exception cref="GatewayException">The API can't be reached, or refuses.</exception>
    /// <exception cref="InvalidOperationException">The gateway is fixed to another number.</exception>
    public Task SpawnAsync(int count, CancellationToken cancellationToken = default) => SpawnOnceAsync(count, null, cancellationToken);

    /// <summary>Starts these shards; others of the bot run elsewhere.</summary>
    /// <param name="ids">The shards' numbers, each below the shard count of the gateway.</param>
    /// <param name="cancellationToken">Ends the wait for the API.</param>
    /// <exception cref="GatewayException">The API can't be reached, or refuses.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not below the shard count.</exception>
    public Task SpawnAsync(IEnumerable<int> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        int[] wanted = [.. ids.Distinct().Order()];
        return wanted.Length > 0
            ? SpawnOnceAsync(null, wanted, cancellationToken)
            : throw new ArgumentException("There is no shard number. SpawnAsync() without numbers spawns all.", nameof(ids));
    }

    /// <summary>Waits until all shards are spawned and READY.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">Nothing has been spawned.</exception>
    /// <exception cref="GatewayException">The API refused, or a shard was stopped or closed for good.</exception>
    public async Task ReadyAsync(CancellationToken cancellationToken = default)
    {
        var spawned = spawning ?? throw new InvalidOperationException("Nothing is spawned. Call SpawnAsync or RunAsync before waiting for READY.");
        await spawned.WaitAsync(cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(shards.Values.Select(shard => shard.ReadyAsync(cancellationToken))).ConfigureAwait(false);
    }

    /// <summary>The whole life of a program: spawns unless that is done, serves, and stops politely on SIGINT (Ctrl+C) or SIGTERM.</summary>
    /// <exception cref="GatewayException">The API refused, or a shard was closed for good.</exception>
    public async Task RunAsync()
    {
        using var signals = new StopSignals();
        await RunAsync(signals.Token).ConfigureAwait(false);
    }

    /// <summary>The whole body of a hosted service: spawns unless that is done, serves, and stops politely when the token is cancelled.</summary>
    /// <param name="cancellationToken">The wish to stop. Signals are left to the host.</param>
    /// <exception cref="GatewayException">The API refused, or a shard was closed for good.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await (spawning ?? SpawnAsync(cancellationToken)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await StopAsync().ConfigureAwait(false);
            return;
        }

        await Completion.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await StopAsync().ConfigureAwait(false);
        await Completion.ConfigureAwait(false);
    }

    /// <summary>Stops politely: dispatches no more, waits for handlers up to <see cref="ClusterOptions.StopDeadline"/>, cancels their token, saves the sessions, closes.</summary>
    /// <remarks>A handler that awaits this waits for itself, until the deadline: let it go on without awaiting.</remarks>
    public Task StopAsync()
    {
        lock (gate)
        {
            return stop ??= StopCoreAsync();
        }
    }

    /// <summary>Stops, and leaves the gateway's registry.</summary>
    public ValueTask DisposeAsync()
    {
        lock (gate)
        {
            disposing ??= DisposeCoreAsync();
        }

        return new ValueTask(disposing);
    }

    private async Task DisposeCoreAsync()
    {
        try
        {
            await StopAsync().ConfigureAwait(false);
            await (watching ?? Task.CompletedTask).ConfigureAwait(false);
        }
        finally
        {
            GatewayRegistry.Leave(Gateway);
            handlerStop.Dispose();
        }
    }

    private void ThrowIfSpawned(string advice)
    {
        ObjectDisposedException.ThrowIf(disposing is not null, this);
        if (spawning is not null)
        {
            throw new InvalidOperationException($"The cluster has spawned. {advice}");
        }
    }

    private Task SpawnOnceAsync(int? count, int[]? ids, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            ThrowIfSpawned("It spawns once; make another cluster for other shards.");
            if (count is { } fixedTo)
            {
                Gateway.FixShards(fixedTo);
            }

            return spawning = SpawnCoreAsync(ids, cancellationToken);
        }
    }

    private async Task SpawnCoreAsync(int[]? ids, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await Gateway.RequestAsync(force: false, errors, cancellationToken).ConfigureAwait(false);
            var context = ShardContext.Make(Gateway, options, Intents, handlers, errors, handlerStop.Token);
            ids ??= [.. Enumerable.Range(0, context.ShardCount)];
            if (Array.Exists(ids, id => id < 0 || id >= context.ShardCount))
            {
                throw new ArgumentOutOfRangeException(nameof(ids), $"Shard numbers go from 0 to {context.ShardCount - 1}: the gateway has {context.ShardCount} shards.");
            }

            Start(ids, context);
        }
        catch
        {
            spawning = null;
            throw;
        }
    }

    private void Start(int[] ids, ShardContext context)
    {
        lock (gate)
        {
            if (stop is not null)
            {
                throw new InvalidOperationException("The cluster was stopped while it spawned.");
            }

            int remaining = Gateway.SessionStartLimit.Remaining;
            errors.Write(logger => Log.Spawning(logger, ids.Length, context.ShardCount, context.Intents, remaining));
            shards = new SortedDictionary<int, Shard>(ids.ToDictionary(id => id, id => new Shard(id, context)));
            foreach (var shard in shards.Values)
            {
                shard.Loop.Start();
            }

            watching = WatchAsync();
        }
    }

    /// <summary>One shard that no shard could replace stops all; a shard of its own bad luck stops alone, and the last one ends the cluster.</summary>
    private async Task WatchAsync()
    {
        var live = shards.Values.Select(shard => shard.Loop.Running).ToList();
        while (live.Count > 0)
        {
            var ended = await Task.WhenAny(live).ConfigureAwait(false);
            live.Remove(ended);
            if (ended.Exception?.InnerException is { } failure && (live.Count == 0 || failure is not GatewayClosedException { StopsShardOnly: true }))
            {
                completion.TrySetException(failure);
                await StopAsync().ConfigureAwait(false);
                return;
            }
        }
    }

    private async Task StopCoreAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var loops = shards.Values.Select(shard => shard.Loop).ToList();
        loops.ForEach(loop => loop.StopDispatching());
        var finished = Task.WhenAll(loops.Select(loop => loop.WhenCallsFinished()));
        await finished.WaitAsync(options.StopDeadline, options.TimeProvider).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await handlerStop.CancelAsync().ContinueWith(
            cancelled => errors.Warn($"a callback on a handler's token threw: {cancelled.Exception!.GetBaseException().Message}"),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(loops.Select(loop => loop.StopAsync())).ConfigureAwait(false);
        completion.TrySetResult();
        _ = completion.Task.Exception;
    }
}
