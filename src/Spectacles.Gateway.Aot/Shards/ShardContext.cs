namespace Spectacles.Gateway;

/// <summary>The data and services that the shards of one set share.</summary>
internal sealed class ShardContext
{
    public required Gateway Gateway { get; init; }

    /// <summary>
    /// The total number of shards of the bot when these shards were spawned. Later sessions must belong to the same layout.
    /// </summary>
    public required int ShardCount { get; init; }

    public required AskedIntents Asked { get; init; }

    /// <summary>The options of the dispatchers.</summary>
    public required DispatcherOptions Calls { get; init; }

    public required ServingSessions Sessions { get; init; }

    public required ShardClaims Claims { get; init; }

    /// <summary>Whether a starting shard resumes the session in the store.</summary>
    public required SessionRestore Restore { get; init; }

    /// <summary>Stores the events elsewhere; null if nothing does.</summary>
    public IEventSink? EventSink { get; init; }

    /// <summary>Returns the initial presence of a shard, by its number.</summary>
    public required Func<int, GatewayCommand?> FirstPresence { get; init; }

    /// <summary>Limits how many of these shards connect at once.</summary>
    public required DialSlots Dials { get; init; }

    public required ErrorReport Errors { get; init; }

    /// <summary>The listeners of the cluster.</summary>
    public required ShardEvents Events { get; init; }

    /// <summary>Reports messages over the limit.</summary>
    public required OversizedEvents Oversized { get; init; }

    /// <summary>Notices that messages arrive without content.</summary>
    public required ContentWatch Content { get; init; }

    /// <summary>The largest message in bytes.</summary>
    public required int MaxMessageBytes { get; init; }

    public required TransportCompression Compression { get; init; }

    /// <summary>Creates the connections.</summary>
    public required Func<IGatewayConnection> Connect { get; init; }

    /// <summary>How long a refused RESUME is retried.</summary>
    public required TimeSpan ResumeTimeout { get; init; }

    /// <summary>The time limit for stopping one set.</summary>
    public required TimeSpan StopTimeout { get; init; }

    public GatewayIntents Intents => Asked.Intents;

    public TimeProvider Time => Calls.Time;

    /// <inheritdoc cref="ShardNumber.Of"/>
    public int OwnerOf(Snowflake guildId) => ShardNumber.Of(guildId, ShardCount);

    /// <summary>Returns the IDENTIFY of a shard, without a presence.</summary>
    public Identify IdentifyOf(int shardId) => new(Gateway.Tokens.Current.Value, shardId, ShardCount, Intents, Presence: null);

    /// <summary>Returns the context for a set with another number of shards, which will take over.</summary>
    public ShardContext Successor(int shardCount, EventFilterSlot filter, Func<int, GatewayCommand?> firstPresence) => new()
    {
        Gateway = Gateway,
        ShardCount = shardCount,
        Asked = Asked,
        Calls = Calls.With(filter),
        Sessions = Sessions.Successor(),
        Claims = Claims,
        Restore = Restore,
        EventSink = EventSink,
        FirstPresence = firstPresence,
        Dials = new DialSlots(Gateway.SessionStartLimit.MaxConcurrency),
        Errors = Errors,
        Events = Events,
        Oversized = Oversized,
        Content = Content,
        MaxMessageBytes = MaxMessageBytes,
        Compression = Compression,
        Connect = Connect,
        ResumeTimeout = ResumeTimeout,
        StopTimeout = StopTimeout,
    };

    /// <summary>Creates a connection and its inflater. If the user's factory throws, the inflater's memory is released here.</summary>
    public IGatewayConnection NewConnection(out IInflater inflater)
    {
        inflater = Compression.NewInflater(MaxMessageBytes);
        try
        {
            return Connect() ?? throw new InvalidOperationException("ClusterOptions.ConnectionFactory returned null.");
        }
        catch
        {
            inflater.Dispose();
            throw;
        }
    }
}
