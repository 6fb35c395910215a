namespace Spectacles.Gateway;

/// <summary>One shard of a bot: a gateway session for a part of its guilds, which is reconnected and resumed automatically.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#sharding</remarks>
public abstract partial class Shard : DispatchSource
{
    private protected Shard(ErrorReport errors, ShardEvents? ofCluster)
        : base(errors, ofCluster)
    {
    }

    /// <summary>The shard's number, from 0 to the shard count minus 1.</summary>
    public abstract int Id { get; }

    /// <summary>The API version that its connections request: that of the <see cref="Gateway"/>.</summary>
    public abstract int ApiVersion { get; }

    /// <summary>The state of the shard.</summary>
    public abstract ShardState State { get; }

    /// <summary>
    /// The time between the last acknowledged heartbeat and its acknowledgement; null before the first. Time in which the shard did not
    /// read is not counted.
    /// </summary>
    public abstract TimeSpan? Latency { get; }

    /// <summary>
    /// The average <see cref="Latency"/> of up to ten of the last acknowledged heartbeats, on any connection; null before the first.
    /// </summary>
    public abstract TimeSpan? AverageLatency { get; }

    /// <summary>The sequence of the last event received in this session; null before the first.</summary>
    public abstract long? Sequence { get; }

    /// <summary>The bot's user id; null before the first READY, unless a stored session is resumed.</summary>
    public abstract Snowflake? UserId { get; }

    /// <summary>The bot's application id; null before the first READY, unless a stored session is resumed.</summary>
    public abstract Snowflake? ApplicationId { get; }

    /// <summary>The number of events that the shard has received. Events that a resume repeats are not counted again.</summary>
    public abstract long EventsReceived { get; }

    /// <summary>The number of handler calls that have begun.</summary>
    public abstract long CallsBegun { get; }

    /// <summary>The number of times that the shard has resumed its session.</summary>
    public abstract int Resumes { get; }

    /// <summary>The number of unfinished handler calls.</summary>
    public abstract int CallsInFlight { get; }

    /// <summary>The number of handler calls that were abandoned after <see cref="ClusterOptions.HandlerTimeout"/>.</summary>
    public abstract long CallsAbandoned { get; }

    /// <summary>Waits until the shard receives events.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="GatewayStoppedException">The shard was stopped, or closed permanently.</exception>
    public abstract Task WaitForReadyAsync(CancellationToken cancellationToken = default);

    /// <inheritdoc cref="WaitForReadyAsync(CancellationToken)"/>
    /// <param name="timeout">The longest wait, measured by the clock of the options.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="TimeoutException">The shard is not READY when the time is over.</exception>
    public Task WaitForReadyAsync(TimeSpan timeout, CancellationToken cancellationToken = default) =>
        TimedWait.RunAsync(WaitForReadyAsync, $"Shard {Id} is not READY", timeout, Time, cancellationToken);

    /// <summary>Returns the number and the state. Does not include the token.</summary>
    public override string ToString() => $"Shard {Id} ({State})";
}
