namespace Spectacles.Gateway;

/// <summary>The shards of one bot in this process. Spawns them, passes their events to the handlers, and stops them gracefully.</summary>
public sealed partial class Cluster : DispatchSource, IAsyncDisposable
{
    private readonly ClusterOptions options;
    private readonly HandlerSet handlers = new();
    private readonly ShardLayout layout;
    private readonly ClusterTelemetry telemetry;
    private readonly CancellationTokenSource handlerStop = new();
    private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private Task? spawning;
    private Task<bool>? stop;
    private Task? disposing;
    private GatewayIntents? asked;

    /// <summary>Creates a cluster on the shared gateway of a token. See <see cref="Gateway.From(string, GatewayOptions?)"/>.</summary>
    /// <param name="token">The bot's token, with or without the prefix "Bot ".</param>
    /// <param name="options">The cluster's options.</param>
    /// <exception cref="ArgumentException">The token is not a valid bot token.</exception>
    /// <exception cref="InvalidOperationException">The gateway of the token exists with another value of an option.</exception>
    public Cluster(string token, ClusterOptions? options = null)
        : this((options ?? new ClusterOptions()).Validated(), valid => Gateway.OfCluster(token, valid))
    {
    }

    /// <summary>
    /// Creates a cluster on the shared gateway of a token that is in a file. See <see cref="Gateway.From(TokenFile, GatewayOptions?)"/>.
    /// </summary>
    /// <param name="token">
    /// The file with the token, which is read now, and again before each request to the API, IDENTIFY and RESUME.
    /// </param>
    /// <param name="options">The cluster's options.</param>
    /// <exception cref="GatewayException">The file can't be read, or contains no valid token.</exception>
    /// <exception cref="InvalidOperationException">The gateway of the token exists with another value of an option.</exception>
    public Cluster(TokenFile token, ClusterOptions? options = null)
        : this((options ?? new ClusterOptions()).Validated(), valid => Gateway.OfCluster(token, valid))
    {
    }

    /// <summary>Creates a cluster on a gateway.</summary>
    /// <param name="gateway">The gateway.</param>
    /// <param name="options">The cluster's options. Those that are also options of the gateway can be left out.</param>
    /// <exception cref="ArgumentException">An option is set and differs from the gateway's.</exception>
    /// <exception cref="InvalidOperationException">The gateway is set to another number of shards.</exception>
    public Cluster(Gateway gateway, ClusterOptions? options = null)
        : this((options ?? new ClusterOptions()).Validated(), valid => Accepting(valid, gateway))
    {
    }

    private Cluster(ClusterOptions options, Func<ClusterOptions, Gateway> gateway)
        : this(options, gateway(options))
    {
    }

    private Cluster(ClusterOptions options, Gateway gateway)
        : base(new ErrorReport(options.LoggerFactory, gateway.Time), ofCluster: null)
    {
        this.options = options;
        Gateway = gateway;
        layout = new ShardLayout(gateway, Errors, FailAsync);
        telemetry = new ClusterTelemetry(
            GatewayMeter.Of(options.MeterFactory),
            options.Name,
            options.MetricsPerShard,
            gateway.Time,
            () => new ClusterReading(layout.Read(), gateway.SessionStartsLeft));
        GatewayRegistry.Enter(gateway);
    }

    /// <summary>The gateway of the bot.</summary>
    public Gateway Gateway { get; }

    /// <summary>The intents that the sessions request: those of the options, or else those that handlers and listeners need.</summary>
    public GatewayIntents Intents => options.Intents ?? handlers.Intents;

    /// <summary>
    /// The shards by number, as a copy that does not change. Empty before spawning. <see cref="AddShardAsync"/>,
    /// <see cref="RemoveShardAsync"/> and <see cref="ReshardAsync"/> change which shards a later copy has.
    /// </summary>
    public IReadOnlyDictionary<int, Shard> Shards => layout.Shards;

    /// <summary>A task that completes when the cluster stops. It faults with the exception of a fatal close.</summary>
    public Task Completion => completion.Task;

    /// <summary>Adds a handler for all shards. All shards call the same instance, in parallel.</summary>
    /// <param name="handler">A partial class with <see cref="GatewayEventAttribute"/>.</param>
    /// <returns>This cluster.</returns>
    /// <exception cref="InvalidOperationException">
    /// The cluster has spawned: the sessions have already sent their intents. Or the same instance was added before. Or the handler was
    /// generated for another version of the library.
    /// </exception>
    public Cluster AddHandler(IGatewayHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        lock (gate)
        {
            ThrowIfSpawned("Add handlers before spawning: a session sends its intents when it starts.");
            handlers.Add(handler);
        }

        return this;
    }

    /// <summary>Waits until all shards are spawned and READY. Can be called before spawning.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="GatewayException">
    /// The API refused the request, or the cluster or a shard was stopped or closed permanently.
    /// </exception>
    public async Task WaitForReadyAsync(CancellationToken cancellationToken = default)
    {
        await SpawnedAsync(cancellationToken).ConfigureAwait(false);
        await layout.Serving!.WaitForReadyAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="WaitForReadyAsync(CancellationToken)"/>
    /// <param name="timeout">The longest wait, measured by the clock of the options.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="TimeoutException">Not all shards are READY when the time is over.</exception>
    public Task WaitForReadyAsync(TimeSpan timeout, CancellationToken cancellationToken = default) =>
        TimedWait.RunAsync(WaitForReadyAsync, "The shards are not READY", timeout, Time, cancellationToken);

    /// <summary>Returns the current status of each shard. Can be called on any thread at any time.</summary>
    public ClusterStatus GetStatus() => layout.GetStatus();

    /// <summary>
    /// Reshards the running bot without missing events. Starts the given number of shards beside the current ones, lets them take over, and
    /// then ends the old sessions.
    /// </summary>
    /// <param name="shardCount">The new number of shards.</param>
    /// <param name="cancellationToken">
    /// Cancels the operation; the old shards continue. It has no effect after the new shards have taken over.
    /// </param>
    /// <remarks>
    /// Each event is handled once. On the new shards, handlers are not called for READY and the first GUILD_CREATE of each guild, because
    /// the old shards already delivered them. Every shard uses one session start.
    /// </remarks>
    /// <exception cref="InvalidOperationException">
    /// The cluster is not spawned, or has a <see cref="ClusterOptions.EventSink"/>, or not all shards of the bot are in this process, or a
    /// reshard is already in progress.
    /// </exception>
    /// <exception cref="GatewayException">
    /// Too few session starts are left, or a new shard was closed permanently, or the cluster was stopped. The old shards continue.
    /// </exception>
    public Task ReshardAsync(int shardCount, CancellationToken cancellationToken = default) =>
        layout.ReshardAsync(shardCount, cancellationToken);

    private static Gateway Accepting(ClusterOptions options, Gateway gateway)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        return gateway.Apply(options) is not { } other
            ? gateway
            : throw new ArgumentException(
                $"ClusterOptions.{other} differs from the gateway's. Set it only on the gateway.", nameof(options));
    }

    private void ThrowIfSpawned(string advice)
    {
        ObjectDisposedException.ThrowIf(disposing is not null, this);
        if (spawning is not null)
        {
            throw new InvalidOperationException($"The cluster has spawned. {advice}");
        }
    }
}
