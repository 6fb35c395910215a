namespace Spectacles.Gateway;

/// <summary>Where a shard is in its life.</summary>
public enum ShardState
{
    /// <summary>Not started.</summary>
    Idle,

    /// <summary>Opening a connection, or waiting for HELLO.</summary>
    Connecting,

    /// <summary>Waiting for its turn to identify, or for READY.</summary>
    Identifying,

    /// <summary>Receiving what it missed.</summary>
    Resuming,

    /// <summary>Receiving events.</summary>
    Ready,

    /// <summary>Waiting before it connects again.</summary>
    Disconnected,

    /// <summary>Stopped by its owner.</summary>
    Stopped,

    /// <summary>Stopped for good by a fatal close.</summary>
    Failed,
}
