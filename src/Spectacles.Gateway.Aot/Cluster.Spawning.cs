namespace Spectacles.Gateway;

/// <content>Choosing the number of shards, and which of them run in this process.</content>
public sealed partial class Cluster
{
    /// <summary>The current spawn operation. Replaced by a new one when spawning failed.</summary>
    private volatile TaskCompletionSource<Task> spawn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Starts the number of shards that is set on the gateway, or else the number that Discord recommends. Returns when the shards are
    /// started, not when they are READY.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait for the API.</param>
    /// <exception cref="GatewayException">The API can't be reached, or refuses the request.</exception>
    public Task SpawnAsync(CancellationToken cancellationToken = default) => SpawnOnceAsync(null, All, cancellationToken);

    /// <summary>Starts the given number of shards: 0 to <paramref name="count"/> minus 1.</summary>
    /// <param name="count">The total number of shards of the bot.</param>
    /// <param name="cancellationToken">Cancels the wait for the API.</param>
    /// <exception cref="GatewayException">The API can't be reached, or refuses the request.</exception>
    /// <exception cref="InvalidOperationException">The gateway is already set to another number.</exception>
    public Task SpawnAsync(int count, CancellationToken cancellationToken = default) => SpawnOnceAsync(count, All, cancellationToken);

    /// <summary>Starts the given shards; the other shards of the bot run elsewhere.</summary>
    /// <param name="ids">The shards' numbers, each less than the shard count of the gateway.</param>
    /// <param name="cancellationToken">Cancels the wait for the API.</param>
    /// <exception cref="GatewayException">The API can't be reached, or refuses the request.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not less than the shard count.</exception>
    public Task SpawnAsync(IEnumerable<int> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        int[] wanted = [.. ids.Distinct().Order()];
        return wanted.Length > 0
            ? SpawnOnceAsync(null, count => Checked(wanted, count), cancellationToken)
            : throw new ArgumentException("There is no shard number. SpawnAsync() without numbers spawns all.", nameof(ids));
    }

    /// <summary>
    /// Starts the shards of a range; the other shards of the bot run elsewhere. For example, <c>SpawnAsync(..8)</c> on one machine and
    /// <c>SpawnAsync(8..)</c> on another.
    /// </summary>
    /// <param name="ids">The shards' numbers; the end is exclusive. <c>^</c> counts from the shard count of the gateway.</param>
    /// <param name="cancellationToken">Cancels the wait for the API.</param>
    /// <remarks>
    /// Set the shard count (<see cref="GatewayOptions.Shards"/>) when several machines share a bot, because the number that Discord
    /// recommends changes. Machines that use different counts miss guilds or serve them twice. Share the identify queue, too
    /// (<see cref="GatewayOptions.IdentifyQueue"/>).
    /// </remarks>
    /// <exception cref="GatewayException">The API can't be reached, or refuses the request.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty, or exceeds the shard count.</exception>
    public Task SpawnAsync(Range ids, CancellationToken cancellationToken = default) =>
        SpawnOnceAsync(null, count => Within(ids, count), cancellationToken);

    private static int[] All(int count) => [.. Enumerable.Range(0, count)];

    private static int[] Checked(int[] ids, int count) => Array.TrueForAll(ids, id => id >= 0 && id < count)
        ? ids
        : throw new ArgumentOutOfRangeException(nameof(ids), $"Shard numbers go from 0 to {count - 1}: the gateway has {count} shards.");

    private static int[] Within(Range ids, int count)
    {
        int start = ids.Start.GetOffset(count);
        int end = ids.End.GetOffset(count);
        return start >= 0 && start < end && end <= count
            ? [.. Enumerable.Range(start, end - start)]
            : throw new ArgumentOutOfRangeException(nameof(ids), $"The range {ids} has no shards, or more than there are: shard numbers "
                + $"go from 0 to {count - 1}, for the gateway has {count} shards.");
    }

    /// <param name="count">The number to set on the gateway; null to keep its current number.</param>
    /// <param name="choose">Chooses the shards that run in this process, given the shard count.</param>
    /// <param name="cancellationToken">Cancels the wait for the API.</param>
    private Task SpawnOnceAsync(int? count, Func<int, int[]> choose, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            ThrowIfSpawned("It spawns once; make another cluster for other shards.");
            if (count is { } fixedTo)
            {
                Gateway.FixShards(fixedTo);
            }

            spawning = SpawnCoreAsync(choose, cancellationToken);
            spawn.SetResult(spawning);
            return spawning;
        }
    }

    private async Task SpawnCoreAsync(Func<int, int[]> choose, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await Gateway.RequestAsync(force: false, Errors, cancellationToken).ConfigureAwait(false);
            var context = NewContext(FixIntents());
            layout.Start(choose(context.ShardCount), context);
        }
        catch
        {
            lock (gate)
            {
                (spawning, asked) = (null, null);
                spawn = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            throw;
        }
    }

    /// <exception cref="ArgumentException">
    /// The presence does not fit into an IDENTIFY. Thrown early, because otherwise every connection would fail.
    /// </exception>
    private ShardContext NewContext(GatewayIntents intents)
    {
        foreach (var method in handlers.WithoutTheirIntents(intents))
        {
            Errors.Warn($"{method.Name} needs the intents {method.Intents & ~intents}, which ClusterOptions.Intents leaves out: it may "
                + "never be called.");
        }

        var store = options.SessionStore ?? new MemorySessionStore();
        var context = new ShardContext
        {
            Gateway = Gateway,
            ShardCount = Gateway.Shards,
            Asked = new AskedIntents(intents, handlers),
            Calls = new DispatcherOptions
            {
                Handlers = handlers.ToTable(),
                Listeners = handlers.Listeners,
                Filter = new EventFilterSlot(),
                MaxInFlight = options.MaxInFlight,
                HandlerTimeout = options.HandlerTimeout,
                HandlerStop = handlerStop.Token,
                Time = options.TimeProvider,
            },
            Sessions = new ServingSessions(store),
            Claims = new ShardClaims(store, Errors, options.TimeProvider),
            Restore = options.Restore,
            FirstPresence = _ => options.Presence,
            Dials = new DialSlots(Gateway.SessionStartLimit.MaxConcurrency),
            Errors = Errors,
            Events = Events,
            Oversized = new OversizedEvents(options.MaxMessageBytes, options.TimeProvider),
            MaxMessageBytes = options.MaxMessageBytes,
            Compression = options.TransportCompression,
            Connect = options.ConnectionFactory ?? Dial,
            ResumePatience = options.ResumePatience,
            StopDeadline = options.StopDeadline,
        };
        _ = ConnectionWriter.Serialize(context.IdentifyOf(context.ShardCount) with { Presence = options.Presence });
        return context;
    }

    private WebSocketConnection Dial() => new(options.Http is { } http ? DirectHttp.For(http, null) : Gateway.Http);

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
