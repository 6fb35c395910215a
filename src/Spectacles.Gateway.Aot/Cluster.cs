namespace Spectacles.Gateway;

/// <summary>The shards of one bot in this process. Spawns them, passes their events to the handlers, and stops them gracefully.</summary>
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

    /// <summary>Creates a cluster on the shared gateway of a token. See <see cref="Gateway.From"/>.</summary>
    /// <param name="token">The bot's token, with or without the prefix "Bot ".</param>
    /// <param name="options">The cluster's options.</param>
    /// <exception cref="ArgumentException">The token is not a valid bot token.</exception>
    public Cluster(string token, ClusterOptions? options = null)
        : this(
            Gateway.From(token, options: (options ?? new ClusterOptions()).Validated().ForGateway()),
            options ?? new ClusterOptions(),
            ownsAddress: true)
    {
    }

    /// <summary>Creates a cluster on a gateway.</summary>
    /// <param name="gateway">The gateway. It determines the API address: <see cref="ClusterOptions.Api"/> must not differ from it.</param>
    /// <param name="options">The cluster's options.</param>
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
            throw new ArgumentException(
                $"The gateway is at {gateway.Api}, ClusterOptions.Api is {api}. Give the address to the gateway alone.", nameof(options));
        }

        if (!ownsAddress && options.Proxy is not null)
        {
            throw new ArgumentException("The gateway brings the proxy: give it to GatewayOptions.Proxy alone.", nameof(options));
        }

        Gateway = gateway;
        layout = new ShardLayout(gateway, options.TimeProvider, Errors, FailAsync);
        GatewayRegistry.Enter(gateway);
    }

    /// <summary>The gateway of the bot.</summary>
    public Gateway Gateway { get; }

    /// <summary>The intents that the sessions request: those of the options, or else those that handlers and listeners need.</summary>
    public GatewayIntents Intents => options.Intents ?? handlers.Intents;

    /// <summary>The shards by number. Empty before spawning. <see cref="ReshardAsync"/> replaces them.</summary>
    public IReadOnlyDictionary<int, Shard> Shards => layout.Shards;

    /// <summary>A task that completes when the cluster stops. It faults with the exception of a fatal close.</summary>
    public Task Completion => completion.Task;

    /// <summary>Adds a handler for all shards. All shards call the same instance, in parallel.</summary>
    /// <param name="handler">A partial class with <see cref="GatewayEventAttribute"/>.</param>
    /// <returns>This cluster.</returns>
    /// <exception cref="InvalidOperationException">
    /// The cluster has spawned: the sessions have already sent their intents. Or the handler was generated for another version of the
    /// library.
    /// </exception>
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

    /// <summary>Waits until all shards are spawned and READY. Can be called before spawning.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="GatewayException">
    /// The API refused the request, or the cluster or a shard was stopped or closed permanently.
    /// </exception>
    public async Task ReadyAsync(CancellationToken cancellationToken = default)
    {
        await SpawnedAsync(cancellationToken).ConfigureAwait(false);
        await layout.Serving!.ReadyAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the current status of each shard. Can be called on any thread at any time.</summary>
    public ClusterStatus GetStatus() => layout.GetStatus();

    /// <summary>
    /// Reshards the running bot without missing events. Starts the given number of shards beside the current ones, lets them take over, and
    /// then ends the old sessions.
    /// </summary>
    /// <param name="count">The new number of shards.</param>
    /// <param name="cancellationToken">
    /// Cancels the operation; the old shards continue. It has no effect after the new shards have taken over.
    /// </param>
    /// <remarks>
    /// Each event is handled once. On the new shards, handlers are not called for READY and the first GUILD_CREATE of each guild, because
    /// the old shards already delivered them. Every shard uses one session start.
    /// </remarks>
    /// <exception cref="InvalidOperationException">
    /// The cluster is not spawned, or not all shards of the bot are in this process, or a reshard is already in progress.
    /// </exception>
    /// <exception cref="GatewayException">
    /// Too few session starts are left, or a new shard was closed permanently, or the cluster was stopped. The old shards continue.
    /// </exception>
    public Task ReshardAsync(int count, CancellationToken cancellationToken = default) => layout.ReshardAsync(count, cancellationToken);

    /// <summary>
    /// Runs the bot until the process is asked to stop: spawns unless already spawned, serves, and stops gracefully on SIGINT (Ctrl+C) or
    /// SIGTERM.
    /// </summary>
    /// <remarks>
    /// Returns within <see cref="ClusterOptions.StopDeadline"/> after the signal. A second signal that arrives a second or more after the
    /// first one ends the process at once. One that arrives sooner is treated as a duplicate of the first.
    /// </remarks>
    /// <exception cref="GatewayException">The API refused the request, or a shard was closed permanently.</exception>
    public async Task RunAsync()
    {
        using var signals = new StopSignals();
        await RunAsync(signals.Token).ConfigureAwait(false);
    }

    /// <summary>
    /// Runs the bot as a hosted service: spawns unless already spawned, serves, and stops gracefully when the token is canceled.
    /// </summary>
    /// <param name="cancellationToken">Stops the cluster. Signals are left to the host.</param>
    /// <exception cref="GatewayException">The API refused the request, or a shard was closed permanently.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await (spawning ?? SpawnAsync(cancellationToken)).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
            when (
                e is OperationCanceledException
                    ? cancellationToken.IsCancellationRequested
                    : e is GatewayStoppedException or InvalidOperationException && stop is not null)
        {
            // The cluster was stopped before it had spawned.
            await StopAsync().ConfigureAwait(false);
            return;
        }

        await Completion.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await StopAsync().ConfigureAwait(false);
        await Completion.ConfigureAwait(false);
    }

    /// <summary>
    /// Stops gracefully, within <see cref="ClusterOptions.StopDeadline"/>. Dispatches no more events, saves the sessions, waits for
    /// handlers, and saves their progress. Then cancels the token of the remaining handlers and closes the connections.
    /// </summary>
    /// <remarks>
    /// Completes within the deadline, whatever the user's code does. Unfinished work, such as a handler that blocks its thread or a session
    /// store that does not answer, is reported once, as <see cref="GatewayErrorKind.Stop"/>. Such work may still run, on threads that do
    /// not keep the process alive. A handler can await this method: from then on, the handler that calls it counts as finished. Do not call
    /// it from a task that a handler started and did not await: once that handler has finished, another call may be counted as finished
    /// instead (docs/decisions/0011).
    /// </remarks>
    public Task StopAsync() => StopOnceAsync(waitsForHandlers: true, null);

    /// <summary>
    /// Stops at once: dispatches no more events, cancels the handlers' token without waiting for handlers, and closes every shard.
    /// </summary>
    /// <param name="keepSessions">
    /// Whether the sessions are kept, so that another process can resume them if the <see cref="ClusterOptions.SessionStore"/> outlives
    /// this process. False ends them.
    /// </param>
    /// <remarks>
    /// A stop that is already in progress continues as it was requested. Completes within <see cref="ClusterOptions.StopDeadline"/>, as
    /// <see cref="StopAsync"/> does.
    /// </remarks>
    public Task KillAsync(bool keepSessions = false) => StopOnceAsync(waitsForHandlers: false, keepSessions);

    /// <summary>
    /// Stops as <see cref="StopAsync"/> does, or waits for the stop in progress, and removes the cluster from the gateway's registry.
    /// Completes within the same deadline, and can be called from anywhere.
    /// </summary>
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

    private Task<bool> StopOnceAsync(bool waitsForHandlers, bool? keepSessions)
    {
        lock (gate)
        {
            layout.ExcuseCaller();
            return stop ??= StopCoreAsync(waitsForHandlers, keepSessions);
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
    private async Task<bool> StopCoreAsync(bool waitsForHandlers, bool? keepSessions)
    {
        using var room = new PoolRoom(layout.Shards.Count);
        using var window = new StopWindow(options.StopDeadline, waitsForHandlers, options.TimeProvider);
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        handlers.Listeners.End(
            completion.Task.Exception?.InnerException as GatewayException
                ?? new GatewayStoppedException("The cluster is stopping; no more events will be received."));
        var left = await layout.StopAsync(window, keepSessions, CancelHandlersAsync).ConfigureAwait(false);
        await window.UntilTheEndAsync(ReportAsync(left, window.Deadline)).ConfigureAwait(false);
        completion.TrySetResult();
        _ = completion.Task.Exception;
        return left.IsEmpty;
    }

    private async Task ReportAsync(StopRemainder left, TimeSpan deadline)
    {
        // A listener of Error may block in this call.
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
#pragma warning disable CA1031 // A user's callback on the token may throw any exception.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Errors.Warn($"a callback on a handler's token threw: {PeerText.Escape(e.GetBaseException().Message)}");
        }
    }
}
