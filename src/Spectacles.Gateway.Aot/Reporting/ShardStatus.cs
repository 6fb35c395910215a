namespace Spectacles.Gateway;

/// <summary>The status of a shard at one moment.</summary>
public sealed record ShardStatus
{
    /// <summary>The shard's number.</summary>
    public required int Id { get; init; }

    /// <summary>The state of the shard.</summary>
    public required ShardState State { get; init; }

    /// <summary>Whether the shard is running: it is READY, or will be without help. False once it has stopped or failed.</summary>
    public bool IsRunning => State is not (ShardState.Idle or ShardState.Stopped or ShardState.Failed);

    /// <summary>The time since it entered that state.</summary>
    public required TimeSpan StateAge { get; init; }

    /// <summary>The time between the last heartbeat and its acknowledgement; null before the first.</summary>
    public required TimeSpan? Latency { get; init; }

    /// <summary>The time since this process began or resumed the session; null without one.</summary>
    public required TimeSpan? SessionAge { get; init; }

    /// <summary>The number of unfinished handler calls.</summary>
    public required int CallsInFlight { get; init; }

    /// <summary>The number of commands that wait for READY or for Discord's limit.</summary>
    public required int CommandsWaiting { get; init; }

    /// <summary>The number of received events.</summary>
    public required long EventsReceived { get; init; }

    /// <summary>
    /// The number of events that a replay repeated. They are not dispatched again, and not counted in <see cref="EventsReceived"/>.
    /// </summary>
    public long EventsRepeated { get; init; }

    /// <summary>
    /// The number of events that the <see cref="ClusterOptions.EventSink"/> has received and not confirmed; 0 without a sink. They include
    /// the event that it has no room for.
    /// </summary>
    public int EventsUnconfirmed { get; init; }

    /// <summary>The number of resumes.</summary>
    public required int Resumes { get; init; }

    /// <summary>The number of handler calls that were abandoned after <see cref="ClusterOptions.HandlerTimeout"/>.</summary>
    public required long CallsAbandoned { get; init; }

    /// <summary>The number of handler calls that have blocked the shard's thread for over a second.</summary>
    public required long CallsBlocking { get; init; }

    /// <summary>The last 32 transitions, oldest first.</summary>
    public required IReadOnlyList<ShardTransition> Transitions { get; init; }

    /// <summary>Returns one human-readable line.</summary>
    public override string ToString() => ClusterStatus.Line(this);
}
