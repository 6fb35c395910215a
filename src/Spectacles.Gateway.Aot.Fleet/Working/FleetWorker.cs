using System.Diagnostics.CodeAnalysis;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// Handles the events of a fleet: reads them from the broker's log and calls the same handlers and listeners as a <see cref="Cluster"/>.
/// It has no connection to Discord.
/// </summary>
/// <remarks>
/// Each event is handled at least once by one worker of every worker group. It is acknowledged when its handlers have finished; if one
/// throws or takes too long, the event is tried again later, and at last becomes a dead letter. The events of one shard begin in order,
/// except those that are tried again. Handlers must expect that an event comes twice: after a worker or a node has ended unexpectedly.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The source of the token has no timer and holds nothing; a late caller may ask it.")]
public sealed class FleetWorker : IAsyncDisposable
{
    /// <summary>The wait after a failure of the broker, before the next attempt.</summary>
    internal static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly FleetWorkerOptions options;
    private readonly CancellationTokenSource stopping = new();
    private readonly WorkerJournal journal;
    private readonly ListenerReport listeners;
    private readonly Lock gate = new();
    private Task reading = Task.CompletedTask;
    private Task? starting;
    private Task? stop;
    private IReadOnlyList<IAsyncDisposable> receivers = [];
    private long repeated;
    private long buried;
    private int newerVersion;

    /// <summary>Creates a worker.</summary>
    /// <param name="engine">The connection to the broker. The worker does not dispose it.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentException">The name of the group is not valid.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public FleetWorker(IFleetEngine engine, FleetWorkerOptions options)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(options);
        Engine = engine;
        this.options = options.Validated();
        Time = options.TimeProvider ?? TimeProvider.System;
        Dispatcher = new EventDispatcher(options.ForDispatcher());
        journal = new WorkerJournal(engine, options.Group, Time, options.LoggerFactory);
        listeners = ListenerGuard.Enter(Report);
        Budget = new RecordBudget(options.MaxBytesInFlight);
        Full = new FullPartitions(Time, Report);
        Pace = new RetryPace(options.MaxAttempts, options.RetryDelay);
        Shards = new KnownShards(this);
        Members = new MemberInbox(this);
        Query = new DeliveryQuery { WorkerGroup = options.Group };
    }

    /// <summary>The handlers, listeners and errors. Add handlers before the start.</summary>
    public EventDispatcher Dispatcher { get; }

    /// <summary>The number of events that were in the log twice and were left out.</summary>
    public long EventsRepeated => Volatile.Read(ref repeated);

    /// <summary>The number of records that this worker has moved to the dead letters.</summary>
    public long EventsBuried => Volatile.Read(ref buried);

    /// <summary>The worker group.</summary>
    public string Group => options.Group;

    internal IFleetEngine Engine { get; }

    internal int MaxInFlight => options.MaxInFlight;

    internal FleetOrder Order => options.Order;

    internal FleetRetry Retry => options.Retry;

    /// <summary>Whether calls of different events wait for each other.</summary>
    internal bool IsOrdered => options.Order != FleetOrder.PerShard || options.Retry != FleetRetry.Later;

    /// <summary>The number of records of a partition that the worker takes.</summary>
    /// <remarks>
    /// One that lets records wait takes all that the broker leaves unanswered, and still asks for the next one: otherwise, another worker
    /// would go on with the partition, past those that wait.
    /// </remarks>
    internal int MaxRecords => IsOrdered ? options.MaxUnanswered + 1 : options.MaxInFlight;

    /// <summary>Canceled when no further call may begin.</summary>
    internal CancellationToken Stopping => stopping.Token;

    internal TimeProvider Time { get; }

    internal RecordBudget Budget { get; }

    internal FullPartitions Full { get; }

    internal RetryPace Pace { get; }

    internal KnownShards Shards { get; }

    internal MemberInbox Members { get; }

    internal DeliveryQuery Query { get; private set; }

    /// <summary>Adds a handler for all shards. All shards call the same instance, in parallel.</summary>
    /// <param name="handler">A partial class with <see cref="GatewayEventAttribute"/>.</param>
    /// <returns>This worker.</returns>
    /// <exception cref="InvalidOperationException">The worker has begun, or the same instance was added before.</exception>
    public FleetWorker AddHandler(IGatewayHandler handler)
    {
        lock (gate)
        {
            if (starting is not null)
            {
                throw new InvalidOperationException("Add handlers before the start: the nodes publish what the workers need then.");
            }

            Dispatcher.AddHandler(handler);
        }

        return this;
    }

    /// <summary>Publishes which events the handlers need, and begins to read.</summary>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="FleetException">The broker refuses something.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(stop is not null, this);
            return starting ??= StartCoreAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Starts, and stops on SIGINT (Ctrl+C), on SIGTERM, or when the token is canceled. <see cref="FleetWorkerOptions.HandleSignals"/>
    /// leaves the signals to a host.
    /// </summary>
    /// <param name="cancellationToken">Stops the worker.</param>
    /// <exception cref="FleetException">The broker refuses something.</exception>
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
            await Task.Delay(Timeout.InfiniteTimeSpan, Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Stops: reads no more, begins no more calls, waits for handlers, and answers what they have finished. The rest goes to other workers.
    /// A start that has not ended is canceled.
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

    internal void CountRepeated()
    {
        FleetMeter.EventsRepeated.Add(1);
        Interlocked.Increment(ref repeated);
    }

    /// <summary>Reports once that there are records of a newer version.</summary>
    internal void NoteNewer(int version)
    {
        if (Interlocked.Exchange(ref newerVersion, version) != version)
        {
            Report(
                $"A record has format {version}, but this worker reads format {RecordFormat.Version}. Such records are put off, and "
                + $"become dead letters after {options.MaxAttempts} deliveries: upgrade the workers of the group {Group} before the nodes. "
                + "This is reported once.", null);
        }
    }

    internal void Report(string message, Exception? exception) =>
        Dispatcher.Report(new GatewayError(GatewayErrorKind.Engine, message, null) { Exception = exception });

    internal void Report(GatewayErrorKind kind, string message) => Dispatcher.Report(new GatewayError(kind, message, null));

    internal async ValueTask BuryAsync(Delivery delivery, string reason)
    {
        string name = RecordedEvents.NameOfFirst(delivery.Record.Span);
        await delivery.BuryAsync(name, reason, CancellationToken.None).ConfigureAwait(false);
        FleetMeter.DeadLetters.Add(1);
        Interlocked.Increment(ref buried);
        Report($"{(name.Length == 0 ? "A record" : name)} is now a dead letter of the worker group {Group}: {reason}.", null);
    }

    private async Task StartCoreAsync(CancellationToken canceled)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(canceled, stopping.Token);
        var cancellationToken = either.Token;
        await FleetAgreement.CheckAsync(Engine, cancellationToken).ConfigureAwait(false);
        var interest = WorkerInterest.Of(Dispatcher, options.Events);
        var all = await interest.PublishAsync(Engine.SharedState, Group, cancellationToken).ConfigureAwait(false);
        Query = Query with
        {
            Events = all.Events,
            MaxInFlight = options.MaxUnanswered,
        };
        receivers = await UnstoredEvents.ReceiveAsync(this, interest, cancellationToken).ConfigureAwait(false);
        journal.Joined(all.Describe());
        reading = Task.WhenAll(
            Enumerable.Range(0, Engine.Plan.Partitions).Select(partition => new PartitionReader(this, partition).RunAsync(stopping.Token))
                .Append(journal.WatchBrokerAsync(Report, stopping.Token)));
    }

    private async Task StopCoreAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await stopping.CancelAsync().ConfigureAwait(false);
        if (starting is { } started)
        {
            journal.Stopping();
            await started.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        foreach (var receiver in receivers)
        {
            await receiver.DisposeAsync().ConfigureAwait(false);
        }

        await Dispatcher.StopAsync(CancellationToken.None).ConfigureAwait(false);
        await Members.CloseAsync().ConfigureAwait(false);
        if (!await EndsWithinAsync(ProbeTimeout).ConfigureAwait(false)
            && !(await AnswersAsync().ConfigureAwait(false) && await EndsWithinAsync(AnswerMargin).ConfigureAwait(false)))
        {
            Report("The broker has not taken the answers of the last events; they are delivered again.", null);
        }

        journal.Stopped();
    }

    /// <summary>Whether all partitions have ended, with the answers of what has begun.</summary>
    private async Task<bool> EndsWithinAsync(TimeSpan limit)
    {
        try
        {
            await reading.WaitAsync(limit, Time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Whether the broker answers now: waiting for it is of no use otherwise.</summary>
    private async Task<bool> AnswersAsync()
    {
        using var patience = new CancellationTokenSource(ProbeTimeout, Time);
        try
        {
            await Engine.SharedState.ReadAsync(FleetAddresses.Agreement, patience.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is FleetException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>The time after which a stop asks whether the broker answers, and for its answer.</summary>
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(2);

    /// <summary>The time for the answer of a record, after its handlers.</summary>
    private static readonly TimeSpan AnswerMargin = TimeSpan.FromSeconds(15);
}
