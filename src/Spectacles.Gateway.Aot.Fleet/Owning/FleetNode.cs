using System.Diagnostics.CodeAnalysis;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// One of the processes that have a fleet's connections to Discord. It owns groups of shards and appends their events to the broker's log;
/// it has no handlers.
/// </summary>
/// <remarks>
/// The nodes share the groups by themselves. When a node ends, the others resume its sessions; when it is stopped, without a gap of more
/// than about two seconds. While the broker is away, a node keeps its connections and holds events back.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The source of the token has no timer and holds nothing; a late caller may ask it.")]
public sealed class FleetNode : IAsyncDisposable
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);

    private readonly FleetNodeOptions options;
    private readonly NodeControl control;
    private readonly Cluster cluster;
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private Task running = Task.CompletedTask;
    private Task? starting;
    private Task? stop;

    /// <summary>Creates a node.</summary>
    /// <param name="engine">The connection to the broker. The node does not dispose it.</param>
    /// <param name="token">The bot's token, with or without the prefix "Bot ".</param>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentException">The token or the name is not valid.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public FleetNode(IFleetEngine engine, string token, FleetNodeOptions options)
        : this(engine, options, set => new Gateway(token, set))
    {
    }

    /// <summary>Creates a node whose token is in a file.</summary>
    /// <inheritdoc cref="FleetNode(IFleetEngine, string, FleetNodeOptions)"/>
    /// <exception cref="GatewayException">The file can't be read, or contains no valid token.</exception>
    public FleetNode(IFleetEngine engine, TokenFile token, FleetNodeOptions options)
        : this(engine, options, set => new Gateway(token, set))
    {
    }

    private FleetNode(IFleetEngine engine, FleetNodeOptions options, Func<GatewayOptions, Gateway> gateway)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(options);
        this.options = options.Validated();
        control = new NodeControl(engine, options, Report, Report);
        var set = control.Configure(options.Cluster);
        cluster = new Cluster(gateway(set.ToGatewayOptions()), set);
        control.Cluster = cluster;
    }

    /// <summary>The connections. Its shards are those that the node owns at the moment.</summary>
    public Cluster Cluster => cluster;

    /// <summary>The numbers of the groups that the node owns.</summary>
    public IReadOnlyCollection<int> Groups => control.Groups;

    /// <summary>Returns the node's current status. Can be called on any thread at any time.</summary>
    public NodeStatus GetStatus() => control.GetStatus();

    /// <summary>A task that completes when the node has stopped. It faults if the node can't continue.</summary>
    public Task Completion => control.Completion;

    /// <summary>Joins the fleet and begins to take groups.</summary>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="GatewayException">The broker or Discord's API refuses something.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(stop is not null, this);
            return starting ??= StartCoreAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Starts, and stops on SIGINT (Ctrl+C), on SIGTERM, when the token is canceled, or when the node can't continue.
    /// <see cref="FleetNodeOptions.HandleSignals"/> leaves the signals to a host.
    /// </summary>
    /// <param name="cancellationToken">Stops the node.</param>
    /// <exception cref="GatewayException">
    /// The broker or Discord's API refuses something, or a shard was closed permanently, or another process has the node's name.
    /// </exception>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        using var run = new RunToken(options.HandleSignals, cancellationToken);
        await RunUntilAsync(run.Token).ConfigureAwait(false);
    }

    private async Task RunUntilAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StartAsync(cancellationToken).ConfigureAwait(false);
            Task ended = Task.WhenAny(Completion, cluster.Completion);
            await ended.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
        }

        await Completion.ConfigureAwait(false);
        await cluster.Completion.ConfigureAwait(false);
    }

    /// <summary>
    /// Hands all groups over to other nodes, and takes no more. Completes when the node owns none; if there is no other node, it keeps
    /// them.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait. The node goes on to hand over.</param>
    public Task DrainAsync(CancellationToken cancellationToken = default) => control.DrainAsync(cancellationToken);

    /// <summary>Asks a node, which may run in another process, to hand its groups over and to take no more.</summary>
    /// <param name="engine">An engine of the fleet.</param>
    /// <param name="node">The node's name.</param>
    /// <param name="cancellationToken">Cancels the wait for the node's answer. The hand-over takes longer.</param>
    /// <returns>Whether the node has answered within two seconds. It hands over after that.</returns>
    public static async Task<bool> TryDrainAsync(IFleetEngine engine, string node, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        FleetName.ThrowIfInvalid(node, nameof(node));
        var answer = await engine.Requests.AskAsync(FleetAddresses.NodeOf(node), NodeReceiver.Drain, AnswerTimeout, cancellationToken)
            .ConfigureAwait(false);
        return answer.Outcome == RequestOutcome.Answered;
    }

    /// <summary>
    /// Stops: closes the connections so that their sessions live on, stores their last events, and releases the groups, which other nodes
    /// take at once.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait. The stop continues.</param>
    public Task StopAsync(CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            return (stop ??= StopCoreAsync()).WaitAsync(cancellationToken);
        }
    }

    /// <summary>Stops as <see cref="StopAsync"/> does.</summary>
    public ValueTask DisposeAsync() => new(StopAsync(CancellationToken.None));

    private void Report(string message, Exception? exception) =>
        cluster.Report(new GatewayError(GatewayErrorKind.Engine, $"Node {options.Name}: {message}", null) { Exception = exception });

    private void Report(GatewayErrorKind kind, string message) =>
        cluster.Report(new GatewayError(kind, $"Node {options.Name}: {message}", null));

    private async Task StartCoreAsync(CancellationToken cancelled)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancelled, stopping.Token);
        var cancellationToken = either.Token;
        await cluster.SpawnAsync([], control.Plan.ShardCount, cancellationToken).ConfigureAwait(false);
        await control.JoinAsync(cancellationToken).ConfigureAwait(false);
        running = control.RunAsync(stopping.Token);
    }

    private async Task StopCoreAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await stopping.CancelAsync().ConfigureAwait(false);
        if (starting is { } started)
        {
            await started.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await cluster.DisposeAsync().ConfigureAwait(false);
        control.Dispose();
    }
}
