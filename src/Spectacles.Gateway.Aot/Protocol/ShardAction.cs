namespace Spectacles.Gateway;

/// <summary>The action that <see cref="ShardLifecycle"/> requests from its loop.</summary>
internal enum ShardAction
{
    /// <summary>Open a connection.</summary>
    Connect,

    /// <summary>Wait before the next connection.</summary>
    Wait,

    /// <summary>Open no connection until the user requests one.</summary>
    StandStill,

    /// <summary>End: the shard was stopped.</summary>
    Stop,

    /// <summary>End: Discord does not allow the shard to connect again.</summary>
    Fail,
}
