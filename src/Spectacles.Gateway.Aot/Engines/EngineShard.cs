using System.Diagnostics;

namespace Spectacles.Gateway;

/// <summary>
/// A shard whose events come from an engine, such as a message broker, instead of a gateway connection of this process. Handlers receive it
/// as their <see cref="Shard"/>.
/// </summary>
/// <remarks>
/// An engine derives a class that sends commands its own way, creates one object for each shard that it hears of, and calls
/// <see cref="DispatchAsync"/> for each event. The shard has no connection, so the methods that control one throw
/// <see cref="NotSupportedException"/> unless the engine overrides them. It costs at most 2 KB. Dispose it when the engine no longer hears
/// of the shard, for example after a reshard.
/// </remarks>
public abstract class EngineShard : Shard, IDisposable
{
    private readonly EventDispatcher source;
    private readonly int shardCount;
    private readonly Dispatcher dispatcher;
    private readonly ListenerSet listeners = new();
    private MemberListPace? memberLists;
    private int dispatching;
    private TaskCompletionSource? idle;
    private volatile bool closed;
    private long eventsReceived;
    private long sequence = -1;

    /// <summary>Creates a shard.</summary>
    /// <param name="dispatcher">The dispatcher, whose handlers and listeners receive the shard's events.</param>
    /// <param name="id">The shard's number.</param>
    /// <param name="shardCount">The total number of shards of the bot.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not less than the total.</exception>
    /// <exception cref="GatewayStoppedException">The dispatcher was stopped.</exception>
    protected EngineShard(EventDispatcher dispatcher, int id, int shardCount)
        : base(ReportOf(dispatcher, id), dispatcher.Events)
    {
        ShardNumber.ThrowIfInvalid(id, shardCount, nameof(id));
        source = dispatcher;
        Id = id;
        this.shardCount = shardCount;
        this.dispatcher = new Dispatcher(this, dispatcher.Calls, listeners, arrivals: null, Errors);
        dispatcher.Enter(this);
    }

    /// <inheritdoc/>
    public sealed override int Id { get; }

    /// <summary>The API version of the events; 10 unless the engine sets another one.</summary>
    public override int ApiVersion => GatewayAddress.DefaultVersion;

    /// <summary><see cref="ShardState.Ready"/> until the shard or the dispatcher ends, unless the engine knows more.</summary>
    public override ShardState State => closed || source.Stopping.IsCancellationRequested ? ShardState.Stopped : ShardState.Ready;

    /// <summary>Null, unless the engine knows it.</summary>
    public override TimeSpan? Latency => null;

    /// <summary>Null, unless the engine knows it.</summary>
    public override TimeSpan? AverageLatency => null;

    /// <summary>The sequence of the last dispatched event; null before the first.</summary>
    public override long? Sequence => Volatile.Read(ref sequence) is >= 0 and var last ? last : null;

    /// <summary>Null, unless the engine knows it.</summary>
    public override Snowflake? UserId => null;

    /// <summary>Null, unless the engine knows it.</summary>
    public override Snowflake? ApplicationId => null;

    /// <summary>Null: the session belongs to another process.</summary>
    public override string? SessionId => null;

    /// <summary>The number of events that were dispatched, including repeated ones.</summary>
    public sealed override long EventsReceived => Volatile.Read(ref eventsReceived);

    /// <inheritdoc/>
    public sealed override long CallsBegun => dispatcher.Begun;

    /// <summary>0, unless the engine knows it.</summary>
    public override int Resumes => 0;

    /// <inheritdoc/>
    public sealed override int CallsInFlight => dispatcher.Window.Count;

    /// <inheritdoc/>
    public sealed override long CallsAbandoned => dispatcher.Window.Abandoned;

    internal override TimeProvider Time => source.Time;

    internal override GatewayIntents Intents => source.Intents;

    internal override MemberListPace MemberLists => LazyInitializer.EnsureInitialized(ref memberLists, () => new MemberListPace(Time));

    /// <summary>
    /// Dispatches an event: calls the handlers, then the listeners, each up to its first await. Events of one shard must be dispatched one
    /// after the other, without waiting for the outcome of the previous one. Different shards can be dispatched in parallel.
    /// </summary>
    /// <param name="eventName">The event's name on the wire, such as <c>MESSAGE_CREATE</c>.</param>
    /// <param name="data">The payload, the <c>d</c> of the gateway's message, as JSON in UTF-8. Not used after the return.</param>
    /// <param name="sequence">The event's sequence. It may repeat or go back, for example in a redelivery.</param>
    /// <param name="origin">
    /// The activity that has received the event, in another process: the activities of the calls link to it. The default value for none.
    /// </param>
    /// <returns>
    /// The outcome, when all calls have ended. It must be awaited once at most. If more than
    /// <see cref="EventDispatcherOptions.MaxInFlight"/> calls are unfinished, the event is copied and waits; the engine limits how many
    /// events wait by limiting how many outcomes it waits for.
    /// </returns>
    /// <remarks>Allocates nothing if all calls finish synchronously. Exceptions of handlers are reported, and not thrown here.</remarks>
    /// <exception cref="InvalidOperationException">The shard is dispatching an event on another thread, or inside this call.</exception>
    public ValueTask<DispatchOutcome> DispatchAsync(
        ReadOnlySpan<byte> eventName, ReadOnlySpan<byte> data, long sequence, ActivityContext origin = default)
    {
        if (Interlocked.Exchange(ref dispatching, 1) != 0)
        {
            throw new InvalidOperationException(
                $"Shard {Id} is already dispatching an event. Dispatch the events of one shard one after the other.");
        }

        try
        {
            Volatile.Write(ref eventsReceived, eventsReceived + 1);
            Volatile.Write(ref this.sequence, sequence);
            return closed
                ? new ValueTask<DispatchOutcome>(DispatchOutcome.NotBegun)
                : dispatcher.DispatchAsync(new Envelope(Opcode.Dispatch, sequence, eventName, data), origin, source.Stopping);
        }
        finally
        {
            Interlocked.Exchange(ref dispatching, 0);
            Volatile.Read(ref idle)?.TrySetResult();
        }
    }

    /// <summary>
    /// Ends the shard: it begins no more calls, and its waits for events end. Calls that have begun continue, and their outcomes follow.
    /// The dispatcher forgets the shard.
    /// </summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the shard, and releases what a derived class holds.</summary>
    /// <param name="disposing">True, because no finalizer calls this method.</param>
    protected virtual void Dispose(bool disposing)
    {
        closed = true;
        source.Leave(this);
        listeners.End(new GatewayStoppedException($"Shard {Id} has ended; no more events will be dispatched."));
    }

    /// <summary>Completes at once: events arrive when the engine dispatches them.</summary>
    /// <param name="cancellationToken">Not used, unless the engine overrides the method.</param>
    public override Task WaitForReadyAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always, unless the engine overrides the method.</exception>
    public override Task<IReadOnlyList<Snowflake>> WaitForGuildsAsync(CancellationToken cancellationToken = default) =>
        throw Unsupported();

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always, unless the engine overrides the method.</exception>
    public override Task ConnectAsync(CancellationToken cancellationToken = default) => throw Unsupported();

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always, unless the engine overrides the method.</exception>
    public override Task DisconnectAsync(bool keepSession = false, CancellationToken cancellationToken = default) => throw Unsupported();

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always, unless the engine overrides the method.</exception>
    public override Task ReconnectAsync(bool keepSession = true, CancellationToken cancellationToken = default) => throw Unsupported();

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always, unless the engine overrides the method.</exception>
    public override Task StartNewSessionAsync(IdentifyOverrides? identify = null, CancellationToken cancellationToken = default) =>
        throw Unsupported();

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always, unless the engine overrides the method.</exception>
    public override Task ResumeAsync(CancellationToken cancellationToken = default) => throw Unsupported();

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always, unless the engine overrides the method.</exception>
    public override Task HeartbeatAsync(CancellationToken cancellationToken = default) => throw Unsupported();

    /// <summary>Returns whether a call belongs to this shard.</summary>
    internal bool Owns(PendingCall call) => call.Window == dispatcher.Window;

    /// <summary>Ends the waits for events, and waits until no call is unfinished and none will begin.</summary>
    internal async Task StopAsync(GatewayException reason)
    {
        listeners.End(reason);
        var last = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref idle, last);
        if (Volatile.Read(ref dispatching) == 0)
        {
            last.TrySetResult();
        }

        await last.Task.ConfigureAwait(false);
        await dispatcher.WhenAllBegun.ConfigureAwait(false);
        await dispatcher.Window.WhenEmpty().ConfigureAwait(false);
    }

    /// <inheritdoc cref="CallWindow.Unfinished"/>
    internal string[] Unfinished() => dispatcher.Window.Unfinished();

    /// <summary>Abandons the calls that have not finished.</summary>
    internal void Release()
    {
        dispatcher.Window.AbandonOutcomes();
        dispatcher.Dispose();
    }

    internal override int ShardCount => shardCount;

    internal override IDisposable Listen(
        string? eventName,
        ListenerIntents intents,
        Func<Dispatch, Shard, CancellationToken, ValueTask> call,
        Action<GatewayException>? ended = null) =>
        ListenerRegistration.Add(Add, eventName, intents, call, ended);

    internal override Task<T> WaitForAsync<T>(
        string eventName, ListenerIntents intents, Func<Dispatch, T> read, Func<T, bool>? predicate, CancellationToken cancellationToken) =>
        HandlerWait.For(EventWait<T>.BeginAsync(Add, eventName, intents, read, predicate, cancellationToken));

    private static ErrorReport ReportOf(EventDispatcher dispatcher, int id)
    {
        ArgumentNullException.ThrowIfNull(dispatcher);
        return new ErrorReport(dispatcher.Reports, id);
    }

    private void Add(ListenerRegistration listener)
    {
        source.ThrowIfMissing(listener);
        listeners.Add(listener);
    }

    private NotSupportedException Unsupported() =>
        new($"Shard {Id} has no connection in this process: its events come from an engine. Control the shard where it is connected.");
}
