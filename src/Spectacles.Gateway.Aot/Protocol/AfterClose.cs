namespace Spectacles.Gateway;

/// <summary>The action after a connection was closed.</summary>
internal enum AfterClose
{
    /// <summary>Connect again and continue the session.</summary>
    Resume,

    /// <summary>Connect again and start a new session.</summary>
    Identify,

    /// <summary>Stop this shard; the other shards continue.</summary>
    StopShard,

    /// <summary>Stop all shards of this bot.</summary>
    StopCluster,
}
