namespace Spectacles.Gateway;

/// <summary>What the shards of a cluster have in common.</summary>
internal sealed record ShardContext
{
    public required Gateway Gateway { get; init; }

    public required ClusterOptions Options { get; init; }

    /// <summary>The number of shards of the whole bot, as it was when these were spawned: a session that starts later must not divide the guilds anew.</summary>
    public required int ShardCount { get; init; }

    public required AskedIntents Asked { get; init; }

    public required DispatchTable<HandlerCall> Handlers { get; init; }

    /// <summary>Those of the cluster.</summary>
    public required ListenerSet Listeners { get; init; }

    public required ServingSessions Sessions { get; init; }

    public required ShardClaims Claims { get; init; }

    public required Intake Intake { get; init; }

    /// <summary>What the first IDENTIFY of a shard says, by its number.</summary>
    public required Func<int, GatewayCommand?> FirstPresence { get; init; }

    /// <summary>How many of these shards connect at once.</summary>
    public required DialSlots Dials { get; init; }

    public required ErrorReport Errors { get; init; }

    /// <summary>The listeners of the cluster.</summary>
    public required ShardEvents Events { get; init; }

    /// <summary>The fields that have been reported because they were absent or did not fit; to be locked.</summary>
    public HashSet<string> ReportedFields { get; } = new(StringComparer.Ordinal);

    /// <summary>Reports messages over the limit.</summary>
    public required OversizedEvents Oversized { get; init; }

    /// <summary>Cancelled when a stop has waited long enough for handlers.</summary>
    public required CancellationToken HandlerStop { get; init; }

    /// <exception cref="ArgumentException">The presence does not fit into an IDENTIFY: better now than in a loop of connections.</exception>
    public static ShardContext Make(Gateway gateway, ClusterOptions options, GatewayIntents intents, HandlerSet handlers, ErrorReport errors, ShardEvents events, CancellationToken handlerStop)
    {
        foreach (var method in handlers.WithoutTheirIntents(intents))
        {
            errors.Warn($"{method.Name} needs the intents {method.Intents & ~intents}, which ClusterOptions.Intents leaves out: it may never be called.");
        }

        var store = options.SessionStore ?? new MemorySessionStore();
        var context = new ShardContext
        {
            Gateway = gateway,
            Options = options,
            ShardCount = gateway.Shards,
            Asked = new AskedIntents(intents, handlers),
            Handlers = handlers.ToTable(),
            Listeners = handlers.Listeners,
            Sessions = new ServingSessions(store),
            Claims = new ShardClaims(store, errors, options.TimeProvider),
            Intake = new Intake(),
            FirstPresence = _ => options.Presence,
            Dials = new DialSlots(gateway.SessionStartLimit.MaxConcurrency),
            Errors = errors,
            Events = events,
            Oversized = new OversizedEvents(options.MaxMessageBytes, options.TimeProvider),
            HandlerStop = handlerStop,
        };
        _ = CommandSender.Serialize(context.Identify(context.ShardCount, options.Presence));
        return context;
    }

    public GatewayIntents Intents => Asked.Intents;

    public Identify Identify(int shardId, GatewayCommand? presence, IdentifyOverrides? overrides = null) =>
        new(Gateway.Token, shardId, ShardCount, overrides?.Intents ?? Intents, presence) { LargeThreshold = overrides?.LargeThreshold };

    /// <summary>The number of the shard that has a guild's events. https://discord.com/developers/docs/events/gateway#sharding-sharding-formula</summary>
    public int OwnerOf(Snowflake guildId) => (int)((guildId.Value >> 22) % (ulong)ShardCount);

    /// <summary>The same for a set of another number of shards, which is to take over.</summary>
    public ShardContext Successor(int shardCount, OverlapWindow overlap, Func<int, GatewayCommand?> firstPresence) =>
        this with { ShardCount = shardCount, Sessions = Sessions.Successor(), Intake = new Intake(overlap), FirstPresence = firstPresence, Dials = new DialSlots(Gateway.SessionStartLimit.MaxConcurrency) };

    public TimeProvider Time => Options.TimeProvider;

    /// <summary>A connection, and what inflates what it brings. A factory of the user's may throw: nobody else would then give the inflater's memory back.</summary>
    public IGatewayConnection NewConnection(out IInflater inflater)
    {
        inflater = Options.TransportCompression.NewInflater(Options.MaxMessageBytes);
        try
        {
            return Options.ConnectionFactory?.Invoke() ?? new WebSocketConnection(Options.Http is { } http ? DirectHttp.For(http, null) : Gateway.Http);
        }
        catch
        {
            inflater.Dispose();
            throw;
        }
    }
}
