namespace Spectacles.Gateway.Fleet;

/// <summary>What a node says of itself.</summary>
public sealed record NodeStatus
{
    /// <summary>The node's name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it hands its groups over and takes no more.</summary>
    public required bool IsDraining { get; init; }

    /// <summary>
    /// Whether it has answered. If not, the numbers are 0: the node has just ended, or can't reach the broker. Its groups are those that
    /// the state names.
    /// </summary>
    public bool HasAnswered { get; init; } = true;

    /// <summary>
    /// How long ago it has renewed its lease, in seconds: by its own clock, or by that of the broker if it has not answered; null if that
    /// is not known. It renews it every 2 seconds, and loses it after 15.
    /// </summary>
    public double? LeaseAgeSeconds { get; init; }

    /// <summary>
    /// Whether it has neither answered nor renewed its lease for more than 6 seconds: it seems dead, and the others take its groups soon.
    /// </summary>
    public bool IsSilent => !HasAnswered && LeaseAgeSeconds > 6;

    /// <summary>The groups that it owns.</summary>
    public IReadOnlyList<int> Groups { get; init; } = [];

    /// <summary>The shards that it runs.</summary>
    public int Shards { get; init; }

    /// <summary>The shards that are READY.</summary>
    public int ShardsReady { get; init; }

    /// <summary>The events that the log has stored for it, since its start.</summary>
    public long EventsStored { get; init; }

    /// <summary>The records that these events were in.</summary>
    public long RecordsStored { get; init; }

    /// <summary>How often it has appended a record again, because the outcome was not known.</summary>
    public long AppendsRepeated { get; init; }

    /// <summary>The bytes of events that wait for the broker.</summary>
    public long BytesWaiting { get; init; }

    /// <summary>The interactions that no worker has confirmed in time.</summary>
    public long InteractionsMissed { get; init; }

    /// <summary>The events that were not stored and not sent, because the broker did not take them.</summary>
    public long EventsDropped { get; init; }
}
