using System.Diagnostics.CodeAnalysis;

namespace Spectacles.Gateway;

/// <summary>
/// Calls handlers and listeners for events that do not come from a gateway connection of this process, such as those of a message broker.
/// For authors of such engines; a bot with its own connections uses a <see cref="Cluster"/>.
/// </summary>
/// <remarks>
/// An engine derives a class from <see cref="EngineShard"/>, creates one for each shard that it hears of, and passes it the events.
/// Handlers, listeners and <c>NextAsync</c> work as on a cluster. The events about connections, such as
/// <see cref="DispatchSource.Opened"/>, are not raised. docs/engines.md has an example.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The sources of tokens have no timers and hold nothing; a late caller may ask them.")]
public sealed class EventDispatcher : DispatchSource, IAsyncDisposable
{
    private readonly EventDispatcherOptions options;
    private readonly HandlerSet handlers = new();
    private readonly HashSet<EngineShard> shards = [];
    private readonly CancellationTokenSource handlerStop = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private DispatcherOptions? calls;
    private Task? stop;

    /// <summary>Creates a dispatcher without handlers.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public EventDispatcher(EventDispatcherOptions? options = null)
        : base(new ErrorReport(options?.LoggerFactory, options?.TimeProvider ?? TimeProvider.System), ofCluster: null)
    {
        this.options = options ??= new EventDispatcherOptions();
        DispatcherOptions.ThrowIfInvalid(options.MaxInFlight, options.HandlerTimeout, options.StopTimeout);
        Time = options.TimeProvider ?? TimeProvider.System;
    }

    /// <summary>The intents of the sessions, if they are known, or else those that the handlers and listeners need.</summary>
    public GatewayIntents Intents => options.Intents ?? handlers.Intents;

    /// <summary>
    /// The names of the events that handlers and listeners need now; null if a listener needs every event. An engine that receives only
    /// part of the events asks for these.
    /// </summary>
    public IReadOnlyCollection<string>? RequiredEvents => handlers.RequiredEvents;

    /// <summary>
    /// The intents of each handler method and listener that needs some, without repetitions: those that deliver its event without a
    /// privilege, of which one is enough, and the privileged ones that it needs.
    /// </summary>
    public IReadOnlyList<GatewayIntents> RequiredIntents => handlers.RequiredIntents;

    internal ErrorReport Reports => Errors;

    internal override TimeProvider Time { get; }

    /// <summary>Canceled when no further call may begin.</summary>
    internal CancellationToken Stopping => stopping.Token;

    /// <summary>The options of the calls. From now on, handlers cannot be added.</summary>
    internal DispatcherOptions Calls
    {
        get
        {
            bool isFirst;
            lock (gate)
            {
                isFirst = calls is null;
                calls ??= NewCalls();
            }

            if (isFirst && options.Intents is { } intents)
            {
                handlers.WarnOfMissing(intents, "EventDispatcherOptions.Intents", Errors);
            }

            return calls;
        }
    }

    /// <summary>Adds a handler for all shards. All shards call the same instance, in parallel.</summary>
    /// <param name="handler">A partial class with <see cref="GatewayEventAttribute"/>.</param>
    /// <returns>This dispatcher.</returns>
    /// <exception cref="InvalidOperationException">A shard exists already, or the same instance was added before.</exception>
    public EventDispatcher AddHandler(IGatewayHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        lock (gate)
        {
            if (calls is not null)
            {
                throw new InvalidOperationException("Add handlers before you create the first shard.");
            }

            handlers.Add(handler);
        }

        return this;
    }

    /// <summary>
    /// Stops: begins no more calls, waits for handlers for half of <see cref="EventDispatcherOptions.StopTimeout"/>, cancels their token,
    /// and waits for the rest of it.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait. The stop continues.</param>
    /// <remarks>
    /// Completes within the deadline. Handlers that have not finished by then are reported, as <see cref="GatewayErrorKind.Stop"/>. A
    /// handler can await this method: from then on, the stop does not wait for it. Do not call it from a task that a handler started and
    /// did not await.
    /// </remarks>
    public Task StopAsync(CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            PendingCall.ExcuseCaller(call => shards.Any(shard => shard.Owns(call)));
            return (stop ??= StopCoreAsync([.. shards])).WaitAsync(cancellationToken);
        }
    }

    /// <summary>Stops as <see cref="StopAsync"/> does.</summary>
    public ValueTask DisposeAsync() => new(StopAsync(CancellationToken.None));

    internal override IDisposable Listen(
        string? eventName,
        ListenerIntents intents,
        Func<Dispatch, Shard, CancellationToken, ValueTask> call,
        Action<GatewayException>? ended = null) =>
        ListenerRegistration.Add(Add, eventName, intents, call, ended);

    internal override Task<T> WaitForAsync<T>(
        string eventName, ListenerIntents intents, Func<Dispatch, T> read, Func<T, bool>? predicate, CancellationToken cancellationToken) =>
        HandlerWait.For(EventWait<T>.BeginAsync(Add, eventName, intents, read, predicate, cancellationToken));

    /// <summary>Throws if a listener needs an intent that the sessions have not requested.</summary>
    internal void ThrowIfMissing(ListenerRegistration listener)
    {
        if (options.Intents is { } intents)
        {
            listener.Intents.ThrowIfMissing(intents, listener.Name, "Add them to the intents of the gateway's sessions.");
        }
    }

    /// <summary>Registers a shard, whose construction is complete.</summary>
    internal void Enter(EngineShard shard)
    {
        lock (gate)
        {
            if (stop is not null)
            {
                throw new GatewayStoppedException("The dispatcher was stopped; no shard can be created.");
            }

            shards.Add(shard);
        }
    }

    /// <summary>Forgets a shard that has ended.</summary>
    internal void Leave(EngineShard shard)
    {
        lock (gate)
        {
            shards.Remove(shard);
        }
    }

    private DispatcherOptions NewCalls() => new()
    {
        Handlers = handlers.ToTable(),
        Listeners = handlers.Listeners,
        Filter = new EventFilterSlot(),
        MaxInFlight = options.MaxInFlight,
        HandlerTimeout = options.HandlerTimeout,
        HandlerStop = handlerStop.Token,
        Time = Time,
        Telemetry = new ClusterTelemetry(
            GatewayMeter.Of(options.MeterFactory), options.Name, isPerShard: false, Time, () => new ClusterReading([], null))
        {
            Names = new EventNames(handlers.HandledEvents),
        },
    };

    private void Add(ListenerRegistration listener)
    {
        ThrowIfMissing(listener);
        handlers.Listeners.Add(listener);
    }

    private async Task StopCoreAsync(EngineShard[] stopped)
    {
        using var window = new StopWindow(options.StopTimeout, waitsForHandlers: true, Time);
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await stopping.CancelAsync().ConfigureAwait(false);
        var reason = new GatewayStoppedException("The dispatcher is stopping; no more events will be dispatched.");
        handlers.Listeners.End(reason);
        var finished = Task.WhenAll(stopped.Select(shard => shard.StopAsync(reason)));
        await window.UntilHandlersAreCancelledAsync(finished).ConfigureAwait(false);
        var cancelled = handlerStop.CancelAsync();
        var left = new StopRemainder();
        if (!await window.UntilGivenUpAsync(Task.WhenAll(finished, cancelled)).ConfigureAwait(false))
        {
            foreach (var shard in stopped)
            {
                foreach (string what in shard.Unfinished())
                {
                    left.Add(what, shard.Id);
                }
            }

            if (!cancelled.IsCompleted)
            {
                left.Add("a callback on the handlers' cancellation token has not returned");
            }
        }
        else if (cancelled.Exception is { } failure)
        {
            left.Add($"a callback on a handler's token threw: {PeerText.Escape(failure.GetBaseException().Message)}");
        }

        foreach (var shard in stopped)
        {
            shard.Release();
        }

        await left.ReportAsync(Errors, window, isLast: true).ConfigureAwait(false);
    }
}
