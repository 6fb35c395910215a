namespace Spectacles.Gateway;

/// <summary>The state of a shard.</summary>
/// <remarks>
/// The values are not ordered: compare them with <c>==</c> or <c>is</c>, not with <c>&lt;</c>. <see cref="ShardStatus.IsRunning"/> and
/// <see cref="ClusterStatus.IsReady"/> answer the usual questions.
/// </remarks>
public enum ShardState
{
    /// <summary>Not started.</summary>
    Idle,

    /// <summary>Opening a connection, or waiting for HELLO.</summary>
    Connecting,

    /// <summary>Waiting for the identify limit, or for READY.</summary>
    Identifying,

    /// <summary>Receiving missed events.</summary>
    Resuming,

    /// <summary>Receiving events.</summary>
    Ready,

    /// <summary>Waiting before it reconnects.</summary>
    Disconnected,

    /// <summary>Stopped by the user.</summary>
    Stopped,

    /// <summary>Stopped permanently by a fatal close.</summary>
    Failed,
}
