namespace Spectacles.Gateway;

/// <content>Choosing the number of shards, and which of them run in this process.</content>
public sealed partial class Cluster
{
    /// <summary>The current spawn operation. Replaced by a new one when spawning failed.</summary>
    private volatile TaskCompletionSource<Task> spawn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool lacksThreads;
    private int? readerThreadLimit;

    /// <summary>The number of threads of the process that can read connections.</summary>
    internal int ReaderThreadLimit
    {
        get => readerThreadLimit ??= ThreadLimit.ForReaders();
        set => readerThreadLimit = value;
    }

    /// <summary>The collection of the garbage of the start.</summary>
    internal StartCollection StartCollection => layout.StartCollection;

    /// <summary>
    /// Starts the number of shards in <see cref="GatewayOptions.ShardCount"/>, or else the number that Discord recommends. Returns when the
    /// shards are started, not when they are READY.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait for the API.</param>
    /// <exception cref="GatewayException">The API can't be reached, or refuses the request.</exception>
    public Task SpawnAsync(CancellationToken cancellationToken = default) => SpawnOnceAsync(null, All, cancellationToken);

    /// <summary>Starts the given number of shards: 0 to <paramref name="shardCount"/> minus 1.</summary>
    /// <param name="shardCount">The total number of shards of the bot.</param>
    /// <param name="cancellationToken">Cancels the wait for the API.</param>
    /// <exception cref="GatewayException">The API can't be reached, or refuses the request.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1. Thrown by the call itself, not by its task.</exception>
    /// <exception cref="InvalidOperationException">The gateway is already set to another number.</exception>
    public Task SpawnAsync(int shardCount, CancellationToken cancellationToken = default) =>
        SpawnOnceAsync(shardCount, All, cancellationToken);

    /// <summary>Starts the given shards; the other shards of the bot run elsewhere.</summary>
    /// <param name="ids">
    /// The shards' numbers, each less than <paramref name="shardCount"/>. Can be empty: <see cref="AddShardAsync"/> adds shards later.
    /// </param>
    /// <param name="shardCount">The total number of shards of the bot.</param>
    /// <param name="cancellationToken">Cancels the wait for the API.</param>
    /// <remarks>
    /// Machines that use different totals miss guilds or serve them twice. Share the identify queue, too
    /// (<see cref="GatewayOptions.IdentifyQueue"/>).
    /// </remarks>
    /// <exception cref="GatewayException">The API can't be reached, or refuses the request.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A number is not less than the total. Thrown by the call itself, not by its task.
    /// </exception>
    /// <exception cref="InvalidOperationException">The gateway is already set to another number.</exception>
    public Task SpawnAsync(IEnumerable<int> ids, int shardCount, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        HashSet<int> given = [];
        foreach (int id in ids)
        {
            ShardNumber.ThrowIfInvalid(id, shardCount, nameof(ids));
            given.Add(id);
        }

        int[] wanted = ShardNames.Sorted(given);
        return SpawnOnceAsync(shardCount, _ => wanted, cancellationToken);
    }

    /// <summary>
    /// Starts the shards of a range; the other shards of the bot run elsewhere. For example, <c>SpawnAsync(..8, 16)</c> on one machine and
    /// <c>SpawnAsync(8.., 16)</c> on another.
    /// </summary>
    /// <param name="ids">The shards' numbers; the end is exclusive. <c>^</c> counts from the total.</param>
    /// <param name="shardCount">The total number of shards of the bot.</param>
    /// <param name="cancellationToken">Cancels the wait for the API.</param>
    /// <inheritdoc cref="SpawnAsync(IEnumerable{int}, int, CancellationToken)"/>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The range exceeds the total. Thrown by the call itself, not by its task.
    /// </exception>
    public Task SpawnAsync(Range ids, int shardCount, CancellationToken cancellationToken = default)
    {
        var (start, count) = ids.GetOffsetAndLength(shardCount);
        return SpawnAsync(Enumerable.Range(start, count), shardCount, cancellationToken);
    }

    /// <summary>
    /// Starts another shard in the running cluster. Completes when the shard is started, not when it is READY. It resumes the session in
    /// the <see cref="ClusterOptions.SessionStore"/>, if there is one, unless <see cref="ClusterOptions.Restore"/> says otherwise.
    /// </summary>
    /// <param name="id">The shard's number, less than the total that the cluster was spawned with.</param>
    /// <param name="cancellationToken">Cancels the operation before it begins.</param>
    /// <returns>The shard.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is not less than the total.</exception>
    /// <exception cref="InvalidOperationException">
    /// The cluster is not spawned, or it already runs the shard or still removes it, or a reshard is in progress. This and the following
    /// exceptions are thrown by the call itself, not by its task.
    /// </exception>
    /// <exception cref="GatewayStoppedException">The cluster was stopped.</exception>
    public Task<Shard> AddShardAsync(int id, CancellationToken cancellationToken = default) => cancellationToken.IsCancellationRequested
        ? Task.FromCanceled<Shard>(cancellationToken)
        : Task.FromResult<Shard>(layout.Add(id));

    /// <summary>
    /// Stops one shard gracefully, as <see cref="StopAsync"/> stops all of them, and removes it from the cluster. The cluster continues,
    /// even without shards.
    /// </summary>
    /// <param name="id">The shard's number.</param>
    /// <param name="keepSession">
    /// Whether its session is saved in the <see cref="ClusterOptions.SessionStore"/> and returned, so that another cluster can resume it.
    /// False ends the session.
    /// </param>
    /// <param name="cancellationToken">
    /// Cancels the wait. The shard is removed anyway, and its session is only in the store.
    /// </param>
    /// <returns>The session, with the progress of the handlers; null if it is not kept or there is none.</returns>
    /// <remarks>
    /// Completes within <see cref="ClusterOptions.StopTimeout"/>. Handlers of the shard that have not finished by then are reported and no
    /// longer waited for; their token is not canceled, because all shards share it.
    /// </remarks>
    /// <exception cref="InvalidOperationException">
    /// The cluster is not spawned, or does not run the shard, or already removes it, or a reshard is in progress. This and the following
    /// exception are thrown by the call itself, not by its task.
    /// </exception>
    /// <exception cref="GatewayStoppedException">The cluster was stopped.</exception>
    public Task<StoredSession?> RemoveShardAsync(int id, bool keepSession = false, CancellationToken cancellationToken = default) =>
        layout.RemoveAsync(id, keepSession).WaitAsync(cancellationToken);

    private static int[] All(int count)
    {
        int[] ids = new int[count];
        for (int id = 0; id < count; id++)
        {
            ids[id] = id;
        }

        return ids;
    }

    /// <param name="count">The number to set on the gateway; null to keep its current number.</param>
    /// <param name="choose">Chooses the shards that run in this process, given the shard count.</param>
    /// <param name="cancellationToken">Cancels the wait for the API.</param>
    private Task SpawnOnceAsync(int? count, Func<int, int[]> choose, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            ThrowIfSpawned("A cluster spawns once; create another cluster for other shards.");
            bool isFirst = count is { } fixedTo && Gateway.FixShards(fixedTo);
            spawning = SpawnCoreAsync(choose, isFirst, cancellationToken);
            spawn.SetResult(spawning);
            return spawning;
        }
    }

    private async Task SpawnCoreAsync(Func<int, int[]> choose, bool isFirst, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        long began = Time.GetTimestamp();
        try
        {
            ThrowIfSinkHasNoIntents();
            await Gateway.RequestAsync(force: false, Errors, cancellationToken).ConfigureAwait(false);
            isFirst |= Gateway.FixShards(Gateway.ShardCount);
            var context = NewContext(FixIntents());
            int[] ids = choose(context.ShardCount);
            telemetry.Start(ids, handlers.HandledEvents, began);
            layout.Start(ids, context);
        }
        catch
        {
            if (isFirst)
            {
                Gateway.ReleaseShards();
            }

            lock (gate)
            {
                (spawning, asked) = (null, null);
                spawn = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            throw;
        }
    }

    private void ThrowIfSinkHasNoIntents()
    {
        if (options is { EventSink: not null, Intents: null } && Intents == GatewayIntents.None)
        {
            throw new InvalidOperationException(
                "ClusterOptions.EventSink is set, but neither ClusterOptions.Intents nor a handler says which events it is to receive. Set "
                    + "ClusterOptions.Intents, or GatewayIntents.None for the events that need no intent, such as INTERACTION_CREATE.");
        }
    }

    /// <exception cref="ArgumentException">
    /// The presence does not fit into an IDENTIFY. Thrown early, because otherwise every connection would fail.
    /// </exception>
    private ShardContext NewContext(GatewayIntents intents)
    {
        handlers.WarnOfMissing(intents, "ClusterOptions.Intents", Errors);
        if (!Events.HasReceived && options.EventSink is null)
        {
            handlers.WarnOfNone(Errors);
        }

        var store = options.SessionStore ?? new MemorySessionStore();
        var context = new ShardContext
        {
            Gateway = Gateway,
            ShardCount = Gateway.ShardCount,
            Asked = new AskedIntents(intents, handlers),
            Calls = new DispatcherOptions
            {
                Handlers = handlers.ToTable(),
                Listeners = handlers.Listeners,
                Filter = new EventFilterSlot(),
                MaxInFlight = options.MaxInFlight,
                HandlerTimeout = options.HandlerTimeout,
                HandlerStop = handlerStop.Token,
                Time = Time,
                Telemetry = telemetry,
            },
            Sessions = new ServingSessions(store),
            Claims = new ShardClaims(store, Errors, Time),
            Restore = options.Restore,
            EventSink = options.EventSink,
            FirstPresence = _ => options.Presence,
            Dials = new DialSlots(Gateway.SessionStartLimit.MaxConcurrency),
            Errors = Errors,
            Events = Events,
            Oversized = new OversizedEvents(options.MaxMessageBytes, Time),
            Content = new ContentWatch(intents, handlers.Handles(ContentWatch.EventName), Errors),
            MaxMessageBytes = options.MaxMessageBytes,
            Compression = options.TransportCompression,
            Connect = options.ConnectionFactory ?? NewConnection,
            ResumeTimeout = options.ResumeTimeout,
            StopTimeout = options.StopTimeout,
        };
        _ = (context.IdentifyOf(context.ShardCount) with { Presence = options.Presence }).ToUtf8();
        return context;
    }

    private WebSocketConnection NewConnection() => new(Gateway.Http, UserAgent.Text, NewDial());

    /// <summary>Creates a dial with its own reader thread; null to connect with the runtime's client, on the thread pool.</summary>
    private SocketDial? NewDial()
    {
        if (Gateway.IsHttpGiven || layout.Count > options.MaxReaderThreads)
        {
            return null;
        }

        if (ReaderThread.Alive < ReaderThreadLimit)
        {
            try
            {
                return new SocketDial(Gateway.Proxy);
            }
            catch (Exception e) when (e is OutOfMemoryException or ThreadStartException)
            {
                // From now on, none is started.
                ReaderThreadLimit = 0;
            }
        }

        if (!Interlocked.Exchange(ref lacksThreads, true))
        {
            Errors.Warn(
                "The limit of threads of this process (TasksMax of systemd, or of its container) leaves too few for a thread for each "
                    + "connection, so the thread pool reads the others, which takes more processor time. Raise the limit to at least 32 "
                    + "more than the number of shards, or set ClusterOptions.MaxReaderThreads to 0.");
        }

        return null;
    }

    /// <summary>Waits until the shards are started.</summary>
    /// <exception cref="GatewayException">The API refused the request, or the cluster was stopped before it was spawned.</exception>
    private async Task SpawnedAsync(CancellationToken cancellationToken)
    {
        var begun = spawn.Task;
        await Task.WhenAny(begun, Completion).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!begun.IsCompleted)
        {
            await Completion.ConfigureAwait(false);
            throw new GatewayStoppedException("The cluster was stopped before SpawnAsync or RunAsync was called.");
        }

        var spawned = await begun.ConfigureAwait(false);
        await spawned.WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
