namespace Spectacles.Gateway;

/// <summary>One share of a bot's guilds: a session on the gateway that is kept alive over as many connections as it takes.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#sharding</remarks>
public sealed partial class Shard : DispatchSource
{
    private readonly ShardContext context;
    private readonly Lock gate = new();
    private readonly GuildArrivals arrivals;
    private readonly ShardHistory history;
    private TaskCompletionSource<ShardConnection> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool over;
    private long eventsReceived;
    private long eventsRepeated;
    private int waitingCommands;
    private long? sessionSince;
    private TaskCompletionSource<bool>? acknowledgement;
    private ShardConnection? left;

    internal Shard(int id, ShardContext context)
    {
        Id = id;
        this.context = context = context with { Errors = new ErrorReport(context.Errors) };
        Events = new ShardEvents(context.Errors, context.Events);
        history = new ShardHistory(this, context);
        arrivals = context.Intake.ArrivalsOf(id);
        Beats = new BeatLatency(context.Time);
        MemberLists = new MemberListPace(context.Time);
        Commands = new ShardCommands(this, context);
        Loop = new ShardLoop(this, context);
        Blocking = new BlockingWatch(this, context);
    }

    /// <summary>The shard's number, from 0 to the shard count less 1.</summary>
    public int Id { get; }

    /// <summary>The version of the gateway that its connections ask for: that of the <see cref="Gateway"/>.</summary>
    public int Version => context.Gateway.Version;

    /// <summary>Where the shard is in its life.</summary>
    public ShardState State { get; private set; }

    /// <summary>The time between the last acknowledged heartbeat and its acknowledgement; null before the first. Time in which the shard did not read does not count.</summary>
    public TimeSpan? Latency => Beats.Last;

    /// <summary>The average <see cref="Latency"/> of the last ten acknowledged heartbeats, or of fewer if there were no more, whichever connection they were on; null before the first.</summary>
    public TimeSpan? AverageLatency => Beats.Average;

    /// <summary>The sequence of the last event received in this session; null before the first.</summary>
    public long? Sequence => Loop.Session?.Sequence;

    /// <summary>The bot's user; null before the first READY, but known at once where a stored session is resumed.</summary>
    public Snowflake? UserId => Loop.LastSession?.UserId;

    /// <summary>The bot's application; null before the first READY, but known at once where a stored session is resumed.</summary>
    public Snowflake? ApplicationId => Loop.LastSession?.ApplicationId;

    /// <summary>How many events the shard has received, each once: what a resume repeats is not counted again.</summary>
    public long EventsReceived => Volatile.Read(ref eventsReceived);

    /// <summary>How many handler calls have begun.</summary>
    public long CallsBegun => Loop.Calls.Begun;

    /// <summary>How often the shard has resumed its session.</summary>
    public int Resumes { get; private set; }

    /// <summary>How many handler calls are unfinished.</summary>
    public int InFlight => Loop.Calls.Window.Count;

    /// <summary>How many handler calls have been given up after <see cref="ClusterOptions.HandlerTimeout"/>.</summary>
    public long Abandoned => Loop.Calls.Window.Abandoned;

    internal BeatLatency Beats { get; }

    /// <summary>The way of what the user sends.</summary>
    internal ShardCommands Commands { get; }

    /// <summary>The connection that carries events now; null while there is none.</summary>
    internal ShardConnection? ReadyConnection
    {
        get
        {
            lock (gate)
            {
                return ready.Task.IsCompletedSuccessfully ? ready.Task.Result : null;
            }
        }
    }

    /// <summary>What keeps the shard alive.</summary>
    internal ShardLoop Loop { get; }

    /// <summary>What looks after handlers that block the thread.</summary>
    internal BlockingWatch Blocking { get; }

    /// <summary>Waits until the shard receives events.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="GatewayException">The shard was stopped, or closed for good.</exception>
    public Task ReadyAsync(CancellationToken cancellationToken = default) => HandlerWait.For(ReadyTask().WaitAsync(cancellationToken));

    /// <summary>Never the token.</summary>
    public override string ToString() => $"Shard {Id} ({State})";

    internal ShardStatus GetStatus()
    {
        lock (gate)
        {
            return new ShardStatus
            {
                Id = Id,
                State = State,
                StateAge = history.Age,
                Latency = Latency,
                SessionAge = sessionSince is { } since && Loop.Session is not null ? context.Time.GetElapsedTime(since) : null,
                UnfinishedCalls = InFlight,
                WaitingCommands = Volatile.Read(ref waitingCommands),
                EventsReceived = EventsReceived,
                EventsRepeated = Volatile.Read(ref eventsRepeated),
                Resumes = Resumes,
                AbandonedCalls = Abandoned,
                BlockingCalls = Blocking.Count,
                Transitions = history.ToArray(),
            };
        }
    }

    /// <summary>A heartbeat was acknowledged.</summary>
    internal void NoteAcknowledgement() => Volatile.Read(ref acknowledgement)?.TrySetResult(true);

    /// <summary>Ends when everything that the server had sent before has been read and its calls have begun, or when the shard's life is over.</summary>
    /// <remarks>The acknowledgement of a heartbeat comes behind it. The first one may be that of an earlier beat; the second is not.</remarks>
    internal async Task DrainAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (int acknowledged = 0; acknowledged < 2;)
            {
                var open = await ReadyTask().WaitAsync(cancellationToken).ConfigureAwait(false);
                var next = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
                Volatile.Write(ref acknowledgement, next);
                await open.Heartbeat.SendAsync().ConfigureAwait(false);
                acknowledged = State == ShardState.Ready && await next.Task.WaitAsync(cancellationToken).ConfigureAwait(false) ? acknowledged + 1 : 0;
            }
        }
        catch (GatewayException)
        {
            // It receives nothing more.
        }
    }

    /// <summary>Counts an event of a replay that had been received before.</summary>
    internal void CountRepeated() => Volatile.Write(ref eventsRepeated, eventsRepeated + 1);

    /// <summary>Counts an event, and reports what is wrong with its sequence.</summary>
    internal void CountEvent(string? notice)
    {
        Volatile.Write(ref eventsReceived, eventsReceived + 1);
        if (notice is not null)
        {
            context.Errors.Send(new GatewayError(GatewayErrorKind.Sequence, notice, Id));
        }
    }

    /// <summary>The shard is in a state of its life that has an end.</summary>
    internal void Enter(ShardState state, string reason)
    {
        lock (gate)
        {
            if (over || State == state)
            {
                return;
            }

            Note(state, reason);
            acknowledgement?.TrySetResult(false);
            if (ready.Task.IsCompletedSuccessfully)
            {
                CloseWay();
            }
        }

        history.Tell();
    }

    internal void EnterReady(ShardConnection open, bool resumed)
    {
        lock (gate)
        {
            if (!over)
            {
                Resumes += resumed ? 1 : 0;
                arrivals.Enter(resumed);
                sessionSince = resumed && sessionSince is not null ? sessionSince : context.Time.GetTimestamp();
                Note(ShardState.Ready, resumed ? "RESUMED" : "READY");
                if (open != left)
                {
                    Loop.Calls.Window.Open(true);
                    ready.TrySetResult(open);
                }
            }
        }

        history.Tell();
        Events.TellReady(resumed, this);
    }

    /// <summary>A connection is being closed, or has ended: what is to be sent waits for the next one.</summary>
    internal void LeaveReady(ShardConnection open)
    {
        lock (gate)
        {
            left = open;
            if (!over && ready.Task.IsCompletedSuccessfully && ready.Task.Result == open)
            {
                CloseWay();
            }
        }
    }

    /// <summary>The shard's life is over: whoever waits for it learns why.</summary>
    internal void EnterEnd(ShardState state, GatewayException reason)
    {
        lock (gate)
        {
            over = true;
            Note(state, reason.Message);
            acknowledgement?.TrySetResult(false);
            if (!ready.TrySetException(reason))
            {
                ready = new TaskCompletionSource<ShardConnection>();
                ready.SetException(reason);
            }

            // Nobody has to wait for it.
            _ = ready.Task.Exception;
        }

        history.Tell();
        if (state == ShardState.Failed)
        {
            Events.TellExited(reason, this);
        }
        EndWaits(reason);
    }

    internal async Task<ShardConnection> ReadyConnectionAsync(CancellationToken cancellationToken) => await ReadyTask().WaitAsync(cancellationToken).ConfigureAwait(false);

    private void CloseWay()
    {
        ready = new TaskCompletionSource<ShardConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
        Loop.Calls.Window.Open(false);
    }

    private void Note(ShardState state, string reason)
    {
        history.Note(State, state, reason);
        State = state;
    }

    private Task<ShardConnection> ReadyTask()
    {
        lock (gate)
        {
            return ready.Task;
        }
    }
}
