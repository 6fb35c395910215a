namespace Spectacles.Gateway.Fleet;

/// <summary>What metrics read of a node.</summary>
internal interface IObservedNode
{
    /// <summary>The number of groups that it owns.</summary>
    int GroupCount { get; }

    /// <summary>The bytes of events that wait for the broker.</summary>
    long BytesWaiting { get; }

    /// <summary>The time since the lease was last renewed.</summary>
    TimeSpan LeaseAge { get; }

    /// <summary>The number of shards that Discord recommends; 0 if this is not known.</summary>
    int ShardsRecommended { get; }
}
