using System.Diagnostics;

namespace Spectacles.Gateway;

/// <summary>A shard that runs in this process. Gives the user access to its parts.</summary>
internal sealed partial class GatewayShard : Shard
{
    private readonly ShardParts parts;
    private readonly ShardLife life;
    private readonly ShardSession session;
    private readonly ShardLoop loop;
    private readonly BlockingWatch blocking;
    private int waitingCommands;

    public GatewayShard(int id, ShardContext context)
        : this(id, context, new ErrorReport(context.Errors, id))
    {
    }

    private GatewayShard(int id, ShardContext context, ErrorReport errors)
        : base(errors, context.Events)
    {
        Id = id;
        var identify = new IdentifyContents(context.IdentifyOf(id), context.FirstPresence(id), errors);
        var arrivals = new GuildArrivals();
        var listeners = new ListenerSet();
        parts = new ShardParts
        {
            Id = id,
            Shard = this,
            Context = context,
            Errors = errors,
            Events = Events,
            Listeners = listeners,
            Lifecycle = new ShardLifecycle(context.ResumeTimeout, Random.Shared),
            Identify = identify,
            Arrivals = arrivals,
            Dispatcher = new Dispatcher(this, context.Calls, listeners, arrivals, errors),
            Commands = new CommandQueue(id, identify, () => State),
            Beats = new BeatLatency(context.Time),
            Confirmations = context.EventSink is null ? null : new ShardConfirmations(),
        };
        session = new ShardSession(parts);
        life = new ShardLife(parts, session);
        loop = new ShardLoop(parts, life, session);
        blocking = new BlockingWatch(parts.Dispatcher, errors);
        MemberLists = new MemberListPace(context.Time);
    }

    public override int Id { get; }

    public override int ApiVersion => parts.Context.Gateway.ApiVersion;

    public override ShardState State => life.State;

    public override TimeSpan? Latency => parts.Beats.Last;

    public override TimeSpan? AverageLatency => parts.Beats.Average;

    public override long? Sequence => parts.Lifecycle.Session?.Sequence;

    public override Snowflake? UserId => parts.Lifecycle.LastSession?.UserId;

    public override Snowflake? ApplicationId => parts.Lifecycle.LastSession?.ApplicationId;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public override string? SessionId => parts.Lifecycle.Session?.Id;

    public override long EventsReceived => life.EventsReceived;

    public override long CallsBegun => parts.Dispatcher.Begun;

    public override int Resumes => life.Resumes;

    public override int CallsInFlight => parts.Dispatcher.Window.Count;

    public override long CallsAbandoned => parts.Dispatcher.Window.Abandoned;

    /// <summary>A task that completes when the shard has stopped. It faults when the shard was closed permanently.</summary>
    public Task Running => loop.Running;

    /// <summary>The presence of the next IDENTIFY; null for none.</summary>
    public GatewayCommand? Presence => parts.Identify.Presence;

    /// <summary>The parts that outlive the shard's connections.</summary>
    public ShardParts Parts => parts;

    /// <summary>The shard's state.</summary>
    public ShardLife Life => life;

    /// <summary>The open or opening connection; null between connections.</summary>
    public ShardConnection? Connection => loop.Orders.Connection;

    internal override TimeProvider Time => parts.Time;

    internal override GatewayIntents Intents => parts.Asked.Intents;

    internal override MemberListPace MemberLists { get; }

    public void Start() => loop.Start();

    public override Task WaitForReadyAsync(CancellationToken cancellationToken = default) =>
        HandlerWait.For(life.Ready.WaitAsync(cancellationToken));

    public override Task ConnectAsync(CancellationToken cancellationToken = default)
    {
        loop.Orders.Connect();
        return WaitForReadyAsync(cancellationToken);
    }

    public override Task DisconnectAsync(bool keepSession = false, CancellationToken cancellationToken = default)
    {
        return loop.Orders.DisconnectAsync(keepSession).WaitAsync(cancellationToken);
    }

    public override Task ReconnectAsync(bool keepSession = true, CancellationToken cancellationToken = default)
    {
        return ThenReadyAsync(loop.Orders.ReconnectAsync(keepSession), cancellationToken);
    }

    public override Task StartNewSessionAsync(IdentifyOverrides? identify = null, CancellationToken cancellationToken = default)
    {
        if (identify?.LargeThreshold is < 50 or > 250)
        {
            throw new ArgumentOutOfRangeException(
                nameof(identify), identify.LargeThreshold, "Discord takes a LargeThreshold of 50 to 250.");
        }

        parts.Identify.ThrowIfTooLarge((GatewayCommand?)identify?.Presence ?? parts.Identify.Presence, identify);
        return ThenReadyAsync(loop.Orders.StartNewSessionAsync(identify), cancellationToken);
    }

    public override Task ResumeAsync(CancellationToken cancellationToken = default) => parts.Lifecycle.Session is not null
        ? ReconnectAsync(keepSession: true, cancellationToken)
        : throw new InvalidOperationException(
            $"Shard {Id} has no session to resume; it is {State}. Wait with WaitForReadyAsync, or start one with StartNewSessionAsync.");

    public override Task HeartbeatAsync(CancellationToken cancellationToken = default) => life.ReadyHeartbeat is { } heartbeat
        ? heartbeat.SendForUserAsync(cancellationToken)
        : throw new InvalidOperationException($"Shard {Id} is {(State == ShardState.Ready ? "between two connections" : State)}: a "
            + "heartbeat goes over the connection of a READY shard. Wait with WaitForReadyAsync.");

    public override ValueTask SendAsync(
        GatewayCommand command, WhenNotReady whenNotReady = WhenNotReady.Wait, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return WaitForAsync(parts.Commands.SendAsync(command, whenNotReady, cancellationToken));
    }

    public override Task<IReadOnlyList<Snowflake>> WaitForGuildsAsync(CancellationToken cancellationToken = default)
    {
        new ListenerIntents(GatewayIntents.Guilds, GatewayIntents.None).ThrowIfMissing(
            Intents, "wait for guilds", "Add Guilds to ClusterOptions.Intents, or add a handler or a listener of GUILD_CREATE to the "
                + "cluster before SpawnAsync.");
        return HandlerWait.For(ArriveAsync(cancellationToken));
    }

    public ShardStatus GetStatus()
    {
        var (state, stateAge, sessionAge, transitions) = life.Look();
        return new ShardStatus
        {
            Id = Id,
            State = state,
            StateAge = stateAge,
            Latency = Latency,
            SessionAge = sessionAge,
            CallsInFlight = CallsInFlight,
            CommandsWaiting = Volatile.Read(ref waitingCommands),
            EventsReceived = EventsReceived,
            EventsRepeated = life.EventsRepeated,
            Resumes = Resumes,
            CallsAbandoned = CallsAbandoned,
            CallsBlocking = blocking.Count,
            EventsUnconfirmed = parts.Confirmations?.Count ?? 0,
            Transitions = transitions,
        };
    }

    internal override int ShardCount => parts.Context.ShardCount;

    internal override IDisposable Listen(
        string? eventName,
        ListenerIntents intents,
        Func<Dispatch, Shard, CancellationToken, ValueTask> call,
        Action<GatewayException>? ended = null) =>
        ListenerRegistration.Add(Add, eventName, intents, call, ended);

    internal override Task<T> WaitForAsync<T>(
        string eventName, ListenerIntents intents, Func<Dispatch, T> read, Func<T, bool>? predicate, CancellationToken cancellationToken) =>
        HandlerWait.For(EventWait<T>.BeginAsync(Add, eventName, intents, read, predicate, cancellationToken));

    private void Add(ListenerRegistration listener)
    {
        listener.Intents.ThrowIfMissing(Intents, listener.Name);
        parts.Listeners.Add(listener);
    }

    private async Task ThenReadyAsync(Task closed, CancellationToken cancellationToken)
    {
        await closed.ConfigureAwait(false);
        await WaitForReadyAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask WaitForAsync(Task sending)
    {
        Interlocked.Increment(ref waitingCommands);
        try
        {
            await HandlerWait.ForSend(sending, parts.Dispatcher.Window).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref waitingCommands);
        }
    }

    private async Task<IReadOnlyList<Snowflake>> ArriveAsync(CancellationToken cancellationToken)
    {
        await life.Ready.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await parts.Arrivals.Complete.WaitAsync(GuildArrivals.Patience, Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Guilds that have not arrived by now are missing.
        }

        return parts.Arrivals.Missing;
    }
}
