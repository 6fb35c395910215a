namespace Spectacles.Gateway;

/// <content>
/// Shard lifecycle events. Listeners are called on the thread that raises the event, those of the shard before those of its cluster, and
/// must return quickly. An exception from a listener is reported through <c>Error</c> and otherwise ignored.
/// </content>
public abstract partial class DispatchSource
{
    /// <summary>
    /// Raised when an error occurs: in a handler, on a connection, or a fatal one. The listeners of a shard are called before those of its
    /// cluster. Without a listener and without a logger, errors are written to standard error.
    /// </summary>
    public event Action<GatewayError>? Error
    {
        add => Errors.Reported += value;
        remove => Errors.Reported -= value;
    }

    /// <summary>Raised before a shard opens a connection.</summary>
    public event Action<Shard>? Connecting
    {
        add => Events.Connecting += value;
        remove => Events.Connecting -= value;
    }

    /// <summary>Raised when a connection is open. HELLO has not arrived yet.</summary>
    public event Action<Shard>? Opened
    {
        add => Events.Opened += value;
        remove => Events.Opened -= value;
    }

    /// <summary>Raised when a session has begun: READY has arrived, and its handlers are called next.</summary>
    public event Action<Shard>? Ready
    {
        add => Events.Ready += value;
        remove => Events.Ready -= value;
    }

    /// <summary>Raised when a session has been resumed: RESUMED has arrived, after all missed events.</summary>
    public event Action<Shard>? Resumed
    {
        add => Events.Resumed += value;
        remove => Events.Resumed -= value;
    }

    /// <summary>
    /// Raised before a shard closes its connection. For a connection that Discord closes or that is lost, only <see cref="Closed"/> is
    /// raised.
    /// </summary>
    public event Action<Shard, ShardClose>? Disconnecting
    {
        add => Events.Disconnecting += value;
        remove => Events.Disconnecting -= value;
    }

    /// <summary>
    /// Raised when an open connection has ended. A connection that could not be opened is reported as an <c>Error</c> of
    /// <see cref="GatewayErrorKind.Connection"/>.
    /// </summary>
    public event Action<Shard, ShardClose>? Closed
    {
        add => Events.Closed += value;
        remove => Events.Closed -= value;
    }

    /// <summary>
    /// Raised for each state change of each shard, in order. A change that a listener itself causes is raised after that listener returns.
    /// </summary>
    public event Action<Shard, ShardTransition>? StateChanged
    {
        add => Events.StateChanged += value;
        remove => Events.StateChanged -= value;
    }

    /// <summary>Raised when a shard has stopped permanently, with the reason. See <see cref="GatewayClosedException"/>.</summary>
    public event Action<Shard, GatewayException>? Failed
    {
        add => Events.Failed += value;
        remove => Events.Failed -= value;
    }

    /// <summary>Raised before a message is sent. In IDENTIFY and RESUME, the token is replaced by <c>***</c>.</summary>
    public event Action<Shard, ReadOnlySpan<byte>>? Sending
    {
        add => Events.Sending += value;
        remove => Events.Sending -= value;
    }

    /// <summary>
    /// Raised when a message of any opcode has arrived, inflated but not parsed. Not raised for a message that exceeds
    /// <see cref="ClusterOptions.MaxMessageBytes"/>, which is discarded.
    /// </summary>
    public event Action<Shard, ReadOnlySpan<byte>>? Received
    {
        add => Events.Received += value;
        remove => Events.Received -= value;
    }
}
