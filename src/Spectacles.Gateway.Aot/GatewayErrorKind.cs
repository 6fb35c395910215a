namespace Spectacles.Gateway;

/// <summary>Where an error comes from.</summary>
public enum GatewayErrorKind
{
    /// <summary>A handler threw. Nothing else is harmed.</summary>
    Handler,

    /// <summary>A handler did not finish within <see cref="ClusterOptions.HandlerTimeout"/>. It is no longer waited for; it is not cancelled.</summary>
    HandlerTimeout,

    /// <summary>A handler has blocked its shard's thread for over a second, and may still do so: until it returns or awaits, the shard reads nothing.</summary>
    HandlerBlocks,

    /// <summary>A listener of an event of a shard or a cluster, such as <see cref="DispatchSource.Opened"/>, threw. Nothing else is harmed.</summary>
    Listener,

    /// <summary>An event's payload does not fit its model. Handlers of the bytes still get it.</summary>
    Payload,

    /// <summary>An event came without a field that is documented as always there. Handlers got it, with the field's default. Reported once per event and field.</summary>
    AbsentField,

    /// <summary>A connection was lost or refused. The shard connects again.</summary>
    Connection,

    /// <summary>A session could not be kept in the <see cref="ClusterOptions.SessionStore"/>: a restart will start a new one.</summary>
    Session,

    /// <summary>A shard has stopped for good.</summary>
    Fatal,

    /// <summary>
    /// A stop has come to its <see cref="ClusterOptions.StopDeadline"/> and does not wait any longer for what the message names, such as a handler that blocks its thread or a session store that
    /// does not answer. One error for the whole cluster: its shard is the first one concerned.
    /// </summary>
    Stop,
}
