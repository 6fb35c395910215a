namespace Spectacles.Gateway;

/// <summary>What the shards of one set share.</summary>
internal sealed record ShardContext
{
    public required Gateway Gateway { get; init; }

    /// <summary>The number of shards of the whole bot, as it was when these were spawned: a session that starts later must be of the same layout.</summary>
    public required int ShardCount { get; init; }

    public required AskedIntents Asked { get; init; }

    /// <summary>How events reach handlers.</summary>
    public required DispatcherOptions Calls { get; init; }

    public required ServingSessions Sessions { get; init; }

    public required ShardClaims Claims { get; init; }

    /// <summary>Whether a shard resumes the session that it finds at its start.</summary>
    public required SessionRestore Restore { get; init; }

    /// <summary>What the first IDENTIFY of a shard says, by its number.</summary>
    public required Func<int, GatewayCommand?> FirstPresence { get; init; }

    /// <summary>How many of these shards connect at once.</summary>
    public required DialSlots Dials { get; init; }

    public required ErrorReport Errors { get; init; }

    /// <summary>The listeners of the cluster.</summary>
    public required ShardEvents Events { get; init; }

    /// <summary>Reports messages over the limit.</summary>
    public required OversizedEvents Oversized { get; init; }

    /// <summary>The largest message in bytes.</summary>
    public required int MaxMessageBytes { get; init; }

    public required TransportCompression Compression { get; init; }

    /// <summary>Makes the connections.</summary>
    public required Func<IGatewayConnection> Connect { get; init; }

    /// <summary>How long a refused RESUME is tried again.</summary>
    public required TimeSpan ResumePatience { get; init; }

    /// <summary>The time for the stop of one set.</summary>
    public required TimeSpan StopDeadline { get; init; }

    public GatewayIntents Intents => Asked.Intents;

    public TimeProvider Time => Calls.Time;

    /// <summary>The number of the shard that has a guild's events. https://discord.com/developers/docs/events/gateway#sharding-sharding-formula</summary>
    public int OwnerOf(Snowflake guildId) => (int)((guildId.Value >> 22) % (ulong)ShardCount);

    /// <summary>IDENTIFY of a shard, without a presence.</summary>
    public Identify IdentifyOf(int shardId) => new(Gateway.Token, shardId, ShardCount, Intents, Presence: null);

    /// <summary>The same for a set of another number of shards, which is to take over.</summary>
    public ShardContext Successor(int shardCount, EventFilterSlot filter, Func<int, GatewayCommand?> firstPresence) => this with
    {
        ShardCount = shardCount,
        Sessions = Sessions.Successor(),
        Calls = Calls with { Filter = filter },
        FirstPresence = firstPresence,
        Dials = new DialSlots(Gateway.SessionStartLimit.MaxConcurrency),
    };

    /// <summary>A connection, and what inflates what it brings. A factory of the user's may throw: nothing else would then give the inflater's memory back.</summary>
    public IGatewayConnection NewConnection(out IInflater inflater)
    {
        inflater = Compression.NewInflater(MaxMessageBytes);
        try
        {
            return Connect();
        }
        catch
        {
            inflater.Dispose();
            throw;
        }
    }
}
