namespace Spectacles.Gateway.Fleet;

/// <summary>The broker of a fleet on NATS JetStream: one connection of a node or a worker.</summary>
/// <remarks>
/// The events are in a fixed number of streams, each worker group has a consumer for every partition, and the state is in two buckets.
/// The engine creates what is not there, unless <see cref="NatsEngineOptions.MustExist"/> is set. It accepts nats-server 2.11 and later,
/// and was tested with 2.15.1.
/// </remarks>
public sealed class NatsEngine : IFleetEngine
{
    /// <summary>How long the servers may take to be ready, when they begin together with the process.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);

    private readonly NatsLink link;
    private readonly AnswerInbox inbox;
    private readonly NatsEventLog log;
    private readonly string url;
    private int isDisposed;

    private NatsEngine(JetStreamCalls calls, AnswerInbox inbox, NatsNames names, NatsEngineOptions options)
    {
        var role = options.Role;
        url = options.Url;
        (link, this.inbox) = (calls.Link, inbox);
        Plan = names.Plan;
        var nodes = new NatsState(calls, names.NodeBucket, role == NatsRole.Node ? null : "use the state of the nodes");
        log = new NatsEventLog(calls, names, new StreamSetup(calls, names), inbox, nodes, role);
        Requests = new NatsRequests(link, names);
        SharedState = new NatsState(calls, names.SharedBucket, mayNot: null);
        NodeState = nodes;
    }

    /// <inheritdoc/>
    public FleetPlan Plan { get; }

    /// <inheritdoc/>
    public IEventLog Events => log;

    /// <inheritdoc/>
    public IFleetRequests Requests { get; }

    /// <inheritdoc/>
    public IFleetState SharedState { get; }

    /// <inheritdoc/>
    public IFleetState NodeState { get; }

    /// <summary>Whether the connection to NATS is there. While it is lost, the engine connects again and again.</summary>
    public bool IsConnected => link.IsOpen;

    /// <summary>Connects, checks the server, and creates or checks the streams and buckets.</summary>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ArgumentException">An option is not valid.</exception>
    /// <exception cref="FleetException">
    /// NATS can't be reached or refuses the process; there is no such fleet; JetStream is off; the server is too old; it has no room; a
    /// stream has another shape; or the plan needs too many streams and consumers. <see cref="GatewayException.IsConfigurationError"/> says
    /// whether it is of no use to try again.
    /// </exception>
    public static async Task<NatsEngine> ConnectAsync(NatsEngineOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var names = new NatsNames(options.Validated().Plan, options.Streams);
        StreamSetup.ThrowIfTooMany(names, consumers: names.Plan.Partitions);
        var link = await NatsLink.ConnectAsync(options, cancellationToken).ConfigureAwait(false);
        var calls = new JetStreamCalls(link);
        using var patience = new CancellationTokenSource(StartPatience, link.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await ServerCheck.RunAsync(link, options.Url, either.Token).ConfigureAwait(false);
            await new StreamSetup(calls, names).RunAsync(
                new StreamShapes(names, options).All,
                options.MustExist ? stream => NatsProblem.NoFleet(names.Plan.Name, options.Url, stream) : null,
                either.Token).ConfigureAwait(false);
            return new NatsEngine(calls, await AnswerInbox.OpenAsync(link, either.Token).ConfigureAwait(false), names, options);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await link.DisposeAsync().ConfigureAwait(false);
            throw NatsProblem.Late(options.Url, StartPatience, calls.LastRefusal);
        }
        catch
        {
            await link.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Returns the address without a secret, and the version of the server.</summary>
    public override string ToString() => $"NATS at {NatsProblem.Hide(url)} (nats-server {link.Connection.ServerInfo?.Version})";

    /// <summary>Ends the connection: its readers and receivers end, and its calls throw an <see cref="ObjectDisposedException"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 1)
        {
            return;
        }

        await link.EndAsync().ConfigureAwait(false);
        await log.EndAsync().ConfigureAwait(false);
        await link.WithinAsync(inbox.DisposeAsync().AsTask()).ConfigureAwait(false);
        await link.DisposeAsync().ConfigureAwait(false);
    }
}
