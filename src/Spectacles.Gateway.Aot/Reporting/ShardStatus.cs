namespace Spectacles.Gateway;

/// <summary>What is to be known of a shard at one moment.</summary>
public sealed record ShardStatus
{
    /// <summary>The shard's number.</summary>
    public required int Id { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required ShardState State { get; init; }

    /// <summary>How long it has been in that state.</summary>
    public required TimeSpan StateAge { get; init; }

    /// <summary>The time between the last heartbeat and its acknowledgement; null before the first.</summary>
    public required TimeSpan? Latency { get; init; }

    /// <summary>How long ago this process began or took up the session; null without one.</summary>
    public required TimeSpan? SessionAge { get; init; }

    /// <summary>How many handler calls are unfinished.</summary>
    public required int UnfinishedCalls { get; init; }

    /// <summary>How many commands wait for READY or for Discord's limit.</summary>
    public required int WaitingCommands { get; init; }

    /// <summary>How many events it has received.</summary>
    public required long EventsReceived { get; init; }

    /// <summary>How many events a replay brought again. They are not dispatched again, and not counted in <see cref="EventsReceived"/>.</summary>
    public long EventsRepeated { get; init; }

    /// <summary>How often it has resumed.</summary>
    public required int Resumes { get; init; }

    /// <summary>How many handler calls were given up after <see cref="ClusterOptions.HandlerTimeout"/>.</summary>
    public required long AbandonedCalls { get; init; }

    /// <summary>How many handler calls have blocked the shard's thread for over a second.</summary>
    public required long BlockingCalls { get; init; }

    /// <summary>The last 32 transitions, oldest first.</summary>
    public required IReadOnlyList<ShardTransition> Transitions { get; init; }

    /// <summary>One line for people.</summary>
    public override string ToString() => ClusterStatus.Line(this);
}
