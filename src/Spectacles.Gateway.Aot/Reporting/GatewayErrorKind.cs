namespace Spectacles.Gateway;

/// <summary>The source of an error.</summary>
public enum GatewayErrorKind
{
    /// <summary>A handler threw. Nothing else is affected.</summary>
    Handler,

    /// <summary>
    /// A handler did not finish within <see cref="ClusterOptions.HandlerTimeout"/>. It is no longer waited for, but not canceled.
    /// </summary>
    HandlerTimeout,

    /// <summary>
    /// A handler has blocked its shard's thread for over a second, and may still block it. Until it returns or awaits, the shard reads
    /// nothing.
    /// </summary>
    HandlerBlocks,

    /// <summary>
    /// A listener of an event of a shard or a cluster, such as <see cref="DispatchSource.Opened"/>, threw. Nothing else is affected.
    /// </summary>
    Listener,

    /// <summary>
    /// A value of an event does not fit its field: handlers received the event as if the value were absent, and it is reported once per
    /// event and field. Or the whole payload cannot be read into its model, because it is not JSON, its own id is not an id, or it needs
    /// too much memory. Then only handlers of the bytes received it. Or the message exceeds <see cref="ClusterOptions.MaxMessageBytes"/>
    /// and was discarded. Then no handler received it.
    /// </summary>
    Payload,

    /// <summary>
    /// An event lacks a field that is documented as always present. Handlers received it, with the field's default. Reported once per event
    /// and field.
    /// </summary>
    AbsentField,

    /// <summary>
    /// A connection was lost or refused. The shard reconnects. Each cause is reported at most once a minute for all shards of a cluster,
    /// and the next report includes the number of errors in between. A server's request for a new connection (op 7) after a minute or more
    /// is not an error.
    /// </summary>
    Connection,

    /// <summary>
    /// Not an error: every shard that had lost its connection has a session again. Reported after <see cref="Connection"/>, at most once a
    /// minute.
    /// </summary>
    Recovered,

    /// <summary>
    /// A session was lost: events that were not received no longer arrive, and a new session begins. Listeners receive an error for every
    /// session. Log lines with the same cause within a minute are combined.
    /// </summary>
    SessionLost,

    /// <summary>
    /// The server's sequence numbers repeat, go back, or have gaps. Reported once per session. The events are dispatched.
    /// </summary>
    Sequence,

    /// <summary>A session could not be saved in the <see cref="ClusterOptions.SessionStore"/>: a restart will start a new one.</summary>
    SessionStore,

    /// <summary>
    /// Not an error yet: something that you may want to change, such as a handler whose intents the options leave out, or an API that
    /// asks the library to wait.
    /// </summary>
    Warning,

    /// <summary>A shard has stopped permanently.</summary>
    Failed,

    /// <summary>
    /// A stop has reached its <see cref="ClusterOptions.StopTimeout"/> and no longer waits for the work that the message names. Examples
    /// are a handler that blocks its thread and a session store that does not answer. There is one error for the whole cluster: its shard
    /// is the first one concerned.
    /// </summary>
    Stop,

    /// <summary>
    /// Three times within a minute, the server has closed a connection, or has invalidated its session, within a minute after it had
    /// resumed the session. Most likely another process resumes the same session, and the two take it from each other. Reported once, until
    /// a minute has passed without it.
    /// </summary>
    SessionTakenOver,

    /// <summary>
    /// An engine, such as a message broker, can't be reached or refuses something, or has delivered something unreadable.
    /// </summary>
    Engine,

    /// <summary>
    /// The <see cref="ClusterOptions.EventSink"/> threw. The connection was closed, and the resumed session delivers the event again, after
    /// a wait that grows up to a minute.
    /// </summary>
    EventSink,
}
