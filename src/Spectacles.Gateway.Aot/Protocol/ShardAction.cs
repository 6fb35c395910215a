namespace Spectacles.Gateway;

/// <summary>What <see cref="ShardLifecycle"/> asks its loop to do.</summary>
internal enum ShardAction
{
    /// <summary>Open a connection.</summary>
    Connect,

    /// <summary>Wait before the next connection.</summary>
    Wait,

    /// <summary>Open no connection until the user asks for one.</summary>
    StandStill,

    /// <summary>End: the shard was stopped.</summary>
    Stop,

    /// <summary>End: Discord does not let the shard connect again.</summary>
    Fail,
}
