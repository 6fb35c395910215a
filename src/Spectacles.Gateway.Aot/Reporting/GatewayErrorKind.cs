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

    /// <summary>
    /// A value of an event does not fit its field: handlers received the event as if the value were absent, and it is reported once per event and field. Or the payload as a whole cannot
    /// be read into its model: it is not JSON, its own id is not an id, or it needs too much memory. Then only handlers of the bytes received it. Or the message exceeds
    /// <see cref="ClusterOptions.MaxMessageBytes"/> and was discarded; then no handler received it.
    /// </summary>
    Payload,

    /// <summary>An event came without a field that is documented as always there. Handlers got it, with the field's default. Reported once per event and field.</summary>
    AbsentField,

    /// <summary>
    /// A connection was lost or refused. The shard connects again. Each cause is reported at most once a minute for all shards of a cluster; the next report counts what came between.
    /// A server that asks for a new connection (op 7) after a minute or more is no error.
    /// </summary>
    Connection,

    /// <summary>No error: every shard that had lost its connection has a session again. Reported after <see cref="Connection"/>, at most once a minute.</summary>
    Recovered,

    /// <summary>A session was lost: events that were not received do not come any more, and a new session begins. Listeners hear of every session; the lines of a minute with the same cause are one.</summary>
    SessionLost,

    /// <summary>The server's sequence numbers repeat, go back, or leave some out. Reported once per session. The events are dispatched.</summary>
    Sequence,

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
