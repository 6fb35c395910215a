namespace Spectacles.Gateway;

/// <summary>One shard of a bot: a gateway session for a share of its guilds, which the library reconnects and resumes by itself.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#sharding</remarks>
public abstract partial class Shard : DispatchSource
{
    private protected Shard(ErrorReport errors, ShardEvents? ofCluster)
        : base(errors, ofCluster)
    {
    }

    /// <summary>The shard's number, from 0 to the shard count less 1.</summary>
    public abstract int Id { get; }

    /// <summary>The version of the gateway that its connections ask for: that of the <see cref="Gateway"/>.</summary>
    public abstract int Version { get; }

    /// <summary>Where the shard is in its life.</summary>
    public abstract ShardState State { get; }

    /// <summary>The time between the last acknowledged heartbeat and its acknowledgement; null before the first. Time in which the shard did not read does not count.</summary>
    public abstract TimeSpan? Latency { get; }

    /// <summary>The average <see cref="Latency"/> of the last ten acknowledged heartbeats, or of fewer if there were no more, whichever connection they were on; null before the first.</summary>
    public abstract TimeSpan? AverageLatency { get; }

    /// <summary>The sequence of the last event received in this session; null before the first.</summary>
    public abstract long? Sequence { get; }

    /// <summary>The bot's user; null before the first READY, but known at once where a stored session is resumed.</summary>
    public abstract Snowflake? UserId { get; }

    /// <summary>The bot's application; null before the first READY, but known at once where a stored session is resumed.</summary>
    public abstract Snowflake? ApplicationId { get; }

    /// <summary>How many events the shard has received, each once: what a resume repeats is not counted again.</summary>
    public abstract long EventsReceived { get; }

    /// <summary>How many handler calls have begun.</summary>
    public abstract long CallsBegun { get; }

    /// <summary>How often the shard has resumed its session.</summary>
    public abstract int Resumes { get; }

    /// <summary>How many handler calls are unfinished.</summary>
    public abstract int InFlight { get; }

    /// <summary>How many handler calls have been given up after <see cref="ClusterOptions.HandlerTimeout"/>.</summary>
    public abstract long Abandoned { get; }

    /// <summary>Waits until the shard receives events.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="GatewayException">The shard was stopped, or closed for good.</exception>
    public abstract Task ReadyAsync(CancellationToken cancellationToken = default);

    /// <summary>The number and the state; it does not include the token.</summary>
    public override string ToString() => $"Shard {Id} ({State})";
}
