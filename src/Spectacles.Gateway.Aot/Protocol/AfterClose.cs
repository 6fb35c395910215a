namespace Spectacles.Gateway;

/// <summary>What a closed connection leaves to do.</summary>
internal enum AfterClose
{
    /// <summary>Connect again and continue the session.</summary>
    Resume,

    /// <summary>Connect again and start a new session.</summary>
    Identify,

    /// <summary>This shard can't go on; others can.</summary>
    StopShard,

    /// <summary>No shard of this bot can go on.</summary>
    StopCluster,
}
