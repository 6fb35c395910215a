namespace Spectacles.Gateway;

/// <summary>The shards of one bot in this process: spawns them, gives their events to the handlers, stops them politely.</summary>
public sealed partial class Cluster : DispatchSource, IAsyncDisposable
{
    private readonly ClusterOptions options;
    private readonly HandlerSet handlers = new();
    private readonly ShardLayout layout;
    private readonly CancellationTokenSource handlerStop = new();
    private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private Task? spawning;
    private Task<bool>? stop;
    private Task? disposing;
    private GatewayIntents? asked;

    /// <summary>A cluster on the one gateway of this token: see <see cref="Gateway.From"/>.</summary>
    /// <param name="token">The bot's token, with or without "Bot " before it.</param>
    /// <param name="options">How it lives.</param>
    /// <exception cref="ArgumentException">The token can't be a bot token.</exception>
    public Cluster(string token, ClusterOptions? options = null)
        : this(Gateway.From(token, options: (options ?? new ClusterOptions()).Validated().ForGateway()), options ?? new ClusterOptions(), ownsAddress: true)
    {
    }

    /// <summary>A cluster on a gateway.</summary>
    /// <param name="gateway">The gateway. It brings the API address: <see cref="ClusterOptions.Api"/> must not differ.</param>
    /// <param name="options">How it lives.</param>
    public Cluster(Gateway gateway, ClusterOptions? options = null)
        : this(gateway, (options ?? new ClusterOptions()).Validated(), ownsAddress: false)
    {
    }

    private Cluster(Gateway gateway, ClusterOptions options, bool ownsAddress)
        : base(new ErrorReport(options.LoggerFactory, options.TimeProvider), ofCluster: null)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        this.options = options;
        if (!ownsAddress && options.Api is { } api && api != gateway.Api)
        {
            throw new ArgumentException($"The gateway is at {gateway.Api}, ClusterOptions.Api is {api}. Give the address to the gateway alone.", nameof(options));
        }

        if (!ownsAddress && options.Proxy is not null)
        {
            throw new ArgumentException("The gateway brings the proxy: give it to GatewayOptions.Proxy alone.", nameof(options));
        }

        Gateway = gateway;
        layout = new ShardLayout(gateway, options.TimeProvider, Errors, FailAsync);
        GatewayRegistry.Enter(gateway);
    }

    /// <summary>What is known of the gateway.</summary>
    public Gateway Gateway { get; }

    /// <summary>The intents that sessions ask for: those of the options, else those that handlers and listeners need.</summary>
    public GatewayIntents Intents => options.Intents ?? handlers.Intents;

    /// <summary>The shards by their number. Empty before spawning. <see cref="ReshardAsync"/> replaces them.</summary>
    public IReadOnlyDictionary<int, Shard> Shards => layout.Shards;

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

    /// <summary>Waits until all shards are spawned and READY. It may be called before spawning.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="GatewayException">The API refused, or the cluster or a shard was stopped or closed for good.</exception>
    public async Task ReadyAsync(CancellationToken cancellationToken = default)
    {
        await SpawnedAsync(cancellationToken).ConfigureAwait(false);
        await layout.Serving!.ReadyAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is to be known of each shard now. It may be asked on any thread at any time.</summary>
    public ClusterStatus GetStatus() => layout.GetStatus();

    /// <summary>Divides the bot anew while it serves: starts this number of shards beside the present ones, lets them take over, then ends the old sessions.</summary>
    /// <param name="count">The new number of shards.</param>
    /// <param name="cancellationToken">Gives it up; the old shards go on. After the new ones have taken over it does nothing.</param>
    /// <remarks>
    /// Each event is handled once. Handlers do not see READY and the first GUILD_CREATE of each guild on the new shards: they have had the old shards'. Every shard costs a session start.
    /// </remarks>
    /// <exception cref="InvalidOperationException">Nothing is spawned, or not all shards of the bot are here, or it happens already.</exception>
    /// <exception cref="GatewayException">Too few session starts are left, or a new shard was closed for good, or the cluster was stopped. The old shards go on.</exception>
    public Task ReshardAsync(int count, CancellationToken cancellationToken = default) => layout.ReshardAsync(count, cancellationToken);

    /// <summary>The whole life of a program: spawns unless that is done, serves, and stops politely on SIGINT (Ctrl+C) or SIGTERM.</summary>
    /// <remarks>
    /// It returns within <see cref="ClusterOptions.StopDeadline"/> after the signal. A signal that comes a second or more after the first one ends the process at once; one that comes sooner is
    /// taken for a copy of the first.
    /// </remarks>
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
            await (spawning ?? SpawnAsync(cancellationToken)).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException ? cancellationToken.IsCancellationRequested : e is InvalidOperationException && stop is not null)
        {
            // It was stopped before it had spawned.
            await StopAsync().ConfigureAwait(false);
            return;
        }

        await Completion.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await StopAsync().ConfigureAwait(false);
        await Completion.ConfigureAwait(false);
    }

    /// <summary>
    /// Stops politely, within <see cref="ClusterOptions.StopDeadline"/>: dispatches no more, saves the sessions, waits for handlers, saves what they have finished, cancels the token of the
    /// others, closes the connections.
    /// </summary>
    /// <remarks>
    /// It ends within the deadline whatever the user's code does. What was not waited for any longer, such as a handler that blocks its thread or a session store that does not answer, is
    /// reported once, as <see cref="GatewayErrorKind.Stop"/>; it may still run, on threads that do not keep the process alive.
    /// A handler may await it: the handler that calls it counts as finished from then on. Do not call it from a task that a handler has started and not awaited: once that handler has
    /// finished, it may be another call that counts as finished (docs/decisions/0011).
    /// </remarks>
    public Task StopAsync() => StopOnceAsync(waitsForHandlers: true, null);

    /// <summary>Stops at once: dispatches no more, cancels the handlers' token, waits for none of them, closes every shard with this code.</summary>
    /// <param name="code">1000 ends the sessions. Any of 3000 to 4999 keeps them, to be resumed by another process if the <see cref="ClusterOptions.SessionStore"/> outlives this one.</param>
    /// <remarks>A stop that has begun before goes on as it was asked for. It ends within <see cref="ClusterOptions.StopDeadline"/>, as <see cref="StopAsync"/> does.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A client may not close with this code.</exception>
    public Task KillAsync(int code = (int)CloseCode.NormalClosure)
    {
        CloseRules.ThrowIfNoClientCode(code);
        return StopOnceAsync(waitsForHandlers: false, code);
    }

    /// <summary>Stops as <see cref="StopAsync"/> does, or waits for the stop that has begun, and leaves the gateway's registry. It ends within the same deadline, and may be called anywhere.</summary>
    public ValueTask DisposeAsync()
    {
        lock (gate)
        {
            layout.ExcuseCaller();
            disposing ??= DisposeCoreAsync();
        }

        return new ValueTask(disposing);
    }

    private async Task DisposeCoreAsync()
    {
        try
        {
            if (await StopOnceAsync(waitsForHandlers: true, null).ConfigureAwait(false))
            {
                await layout.Watching.ConfigureAwait(false);
                handlerStop.Dispose();
            }
        }
        finally
        {
            GatewayRegistry.Leave(Gateway);
        }
    }

    private Task<bool> StopOnceAsync(bool waitsForHandlers, int? code)
    {
        lock (gate)
        {
            layout.ExcuseCaller();
            return stop ??= StopCoreAsync(waitsForHandlers, code);
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

    private async Task FailAsync(Exception failure)
    {
        completion.TrySetException(failure);
        await StopAsync().ConfigureAwait(false);
    }

    /// <returns>Whether everything has ended.</returns>
    private async Task<bool> StopCoreAsync(bool waitsForHandlers, int? code)
    {
        using var room = new PoolRoom(layout.Shards.Count);
        using var window = new StopWindow(options.StopDeadline, waitsForHandlers, options.TimeProvider);
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        handlers.Listeners.End(completion.Task.Exception?.InnerException as GatewayException ?? new GatewayException("The cluster is stopping; no more events will be received."));
        var left = await layout.StopAsync(window, code, CancelHandlersAsync).ConfigureAwait(false);
        await window.UntilTheEndAsync(ReportAsync(left, window.Deadline)).ConfigureAwait(false);
        completion.TrySetResult();
        _ = completion.Task.Exception;
        return left.IsEmpty;
    }

    private async Task ReportAsync(StopRemainder left, TimeSpan deadline)
    {
        // A listener of Error may block in it.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (!left.IsEmpty)
        {
            left.Report(Errors, deadline);
        }

        Errors.Dispose();
    }

    private async Task CancelHandlersAsync()
    {
        try
        {
            await handlerStop.CancelAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A callback of the user's on the token may throw anything.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Errors.Warn($"a callback on a handler's token threw: {PeerText.Escape(e.GetBaseException().Message)}");
        }
    }
}
