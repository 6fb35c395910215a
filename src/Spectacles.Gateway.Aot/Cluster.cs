using Spectacles.Gateway.Protocol;
using Spectacles.Gateway.Sessions;

namespace Spectacles.Gateway;

/// <summary>The shards of one bot in this process: spawns them, gives their events to the handlers, stops them politely.</summary>
public sealed class Cluster : IAsyncDisposable
{
    private readonly ClusterOptions options;
    private readonly ErrorReport errors;
    private readonly HandlerSet handlers = new();
    private readonly SortedDictionary<int, Shard> shards = [];
    private readonly CancellationTokenSource handlerStop = new();
    private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private Task? watching;
    private Task? stop;
    private bool spawned;
    private bool disposed;

    /// <summary>A cluster on the one gateway of this token: see <see cref="Gateway.From"/>.</summary>
    /// <param name="token">The bot's token, with or without "Bot " before it.</param>
    /// <param name="options">How it lives.</param>
    /// <exception cref="ArgumentException">The token can't be a bot token.</exception>
    public Cluster(string token, ClusterOptions? options = null)
        : this(Gateway.From(token, options: options?.ForGateway()), options, ownsAddress: true)
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
        this.options = options ?? new ClusterOptions();
        this.options.Validate();
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
    public Task SpawnAsync(CancellationToken cancellationToken = default) => SpawnCoreAsync(null, cancellationToken);

    /// <summary>Starts this number of shards: 0 to <paramref name="count"/> less 1.</summary>
    /// <param name="count">The number of shards of the whole bot.</param>
    /// <param name="cancellationToken">Ends the wait for the API.</param>
    /// <exception cref="GatewayException">The API can't be reached, or refuses.</exception>
    /// <exception cref="InvalidOperationException">The gateway is fixed to another number.</exception>
    public Task SpawnAsync(int count, CancellationToken cancellationToken = default)
    {
        Gateway.FixShards(count);
        return SpawnCoreAsync(null, cancellationToken);
    }

    /// <summary>Starts these shards; others of the bot run elsewhere.</summary>
    /// <param name="ids">The shards' numbers, each below the shard count of the gateway.</param>
    /// <param name="cancellationToken">Ends the wait for the API.</param>
    /// <exception cref="GatewayException">The API can't be reached, or refuses.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not below the shard count.</exception>
    public Task SpawnAsync(IEnumerable<int> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return SpawnCoreAsync([.. ids.Distinct().Order()], cancellationToken);
    }

    /// <summary>Waits until all shards are READY.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="GatewayException">A shard was closed for good.</exception>
    public Task ReadyAsync(CancellationToken cancellationToken = default) => Task.WhenAll(shards.Values.Select(shard => shard.ReadyAsync(cancellationToken)));

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
        if (!spawned)
        {
            try
            {
                await SpawnAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                await StopAsync().ConfigureAwait(false);
                return;
            }
        }

        await Completion.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await StopAsync().ConfigureAwait(false);
        await Completion.ConfigureAwait(false);
    }

    /// <summary>Stops politely: dispatches no more, waits for handlers up to <see cref="ClusterOptions.StopDeadline"/>, cancels their token, saves the sessions, closes.</summary>
    public Task StopAsync()
    {
        lock (gate)
        {
            return stop ??= StopCoreAsync();
        }
    }

    /// <summary>Stops, and leaves the gateway's registry.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            if (disposed)
            {
                return;
            }

            disposed = true;
        }

        await StopAsync().ConfigureAwait(false);
        if (watching is { } watch)
        {
            await watch.ConfigureAwait(false);
        }

        GatewayRegistry.Leave(Gateway);
        handlerStop.Dispose();
    }

    private void ThrowIfSpawned(string advice)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (spawned)
        {
            throw new InvalidOperationException($"The cluster has spawned. {advice}");
        }
    }

    private async Task SpawnCoreAsync(int[]? ids, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            ThrowIfSpawned("It spawns once; make another cluster for other shards.");
            spawned = true;
        }

        try
        {
            await Gateway.FetchAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            ids ??= [.. Enumerable.Range(0, Gateway.Shards)];
            foreach (int id in ids)
            {
                if (id < 0 || id >= Gateway.Shards)
                {
                    throw new ArgumentOutOfRangeException(nameof(ids), id, $"Shard numbers go from 0 to {Gateway.Shards - 1}: the gateway has {Gateway.Shards} shards.");
                }
            }
        }
        catch
        {
            spawned = false;
            throw;
        }

        lock (gate)
        {
            if (stop is not null)
            {
                throw new InvalidOperationException("The cluster was stopped while it spawned.");
            }

            var context = MakeContext();
            Log.Spawning(errors.Logger, ids.Length, Gateway.Shards, context.Intents, Gateway.SessionStartLimit.Remaining);
            foreach (int id in ids)
            {
                shards.Add(id, new Shard(id, context));
            }

            foreach (var shard in shards.Values)
            {
                shard.Start();
            }

            watching = WatchAsync();
        }
    }

    private ShardContext MakeContext()
    {
        foreach (var method in handlers.WithoutTheirIntents(Intents))
        {
            Log.IntentsMissing(errors.Logger, method.Name, method.Intents & ~Intents);
        }

        return new ShardContext
        {
            Gateway = Gateway,
            Options = options,
            Intents = Intents,
            Handlers = handlers.ToTable(),
            Sessions = options.SessionStore ?? new MemorySessionStore(),
            Errors = errors,
            HandlerStop = handlerStop.Token,
        };
    }

    /// <summary>One shard that no shard could replace stops all; a shard of its own bad luck stops alone, and the last one ends the cluster.</summary>
    private async Task WatchAsync()
    {
        var live = shards.Values.Select(shard => shard.Running).ToList();
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
        foreach (var shard in shards.Values)
        {
            shard.StopDispatching();
        }

        var finished = Task.WhenAll(shards.Values.Select(shard => shard.WhenCallsFinished()));
        await finished.WaitAsync(options.StopDeadline, options.TimeProvider).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await handlerStop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(shards.Values.Select(shard => shard.StopAsync())).ConfigureAwait(false);
        completion.TrySetResult();
        _ = completion.Task.Exception;
    }
}
