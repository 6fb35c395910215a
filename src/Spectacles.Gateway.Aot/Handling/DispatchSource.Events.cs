namespace Spectacles.Gateway;

/// <content>What shards live through. Listeners are called on the thread where it happens, those of the shard before those of its cluster; be quick. One that throws is reported and harms nothing.</content>
public abstract partial class DispatchSource
{
    /// <summary>
    /// Something went wrong: in a handler, on a connection, or for good. The listeners of a shard are called before those of its cluster. Without a listener and without a logger, errors are written to
    /// standard error.
    /// </summary>
    public event Action<GatewayError>? Error
    {
        add => Errors.Reported += value;
        remove => Errors.Reported -= value;
    }

    /// <summary>A shard is about to open a connection.</summary>
    public event Action<Shard>? Connecting
    {
        add => Events.Connecting += value;
        remove => Events.Connecting -= value;
    }

    /// <summary>A connection is open; HELLO has not come yet.</summary>
    public event Action<Shard>? Opened
    {
        add => Events.Opened += value;
        remove => Events.Opened -= value;
    }

    /// <summary>A session has begun: READY has come, and its handlers are called next.</summary>
    public event Action<Shard>? Ready
    {
        add => Events.Ready += value;
        remove => Events.Ready -= value;
    }

    /// <summary>The session goes on: RESUMED has come, and with it every event that was missed.</summary>
    public event Action<Shard>? Resumed
    {
        add => Events.Resumed += value;
        remove => Events.Resumed -= value;
    }

    /// <summary>A shard is about to close its connection. A connection that Discord closes, or that breaks, gives <see cref="Closed"/> alone.</summary>
    public event Action<Shard, ShardClose>? Disconnecting
    {
        add => Events.Disconnecting += value;
        remove => Events.Disconnecting -= value;
    }

    /// <summary>A connection that was open has ended. One that could not be opened is an <c>Error</c> of <see cref="GatewayErrorKind.Connection"/>.</summary>
    public event Action<Shard, ShardClose>? Closed
    {
        add => Events.Closed += value;
        remove => Events.Closed -= value;
    }

    /// <summary>Each step of each shard's life, in order. A step that a listener itself causes is told when it returns.</summary>
    public event Action<Shard, ShardTransition>? StateChanged
    {
        add => Events.StateChanged += value;
        remove => Events.StateChanged -= value;
    }

    /// <summary>A shard has stopped for good, and why: see <see cref="GatewayClosedException"/>.</summary>
    public event Action<Shard, GatewayException>? Exited
    {
        add => Events.Exited += value;
        remove => Events.Exited -= value;
    }

    /// <summary>A message is about to be sent. In IDENTIFY and RESUME the token reads <c>***</c>.</summary>
    public event Action<Shard, ReadOnlySpan<byte>>? Sending
    {
        add => Events.Sending += value;
        remove => Events.Sending -= value;
    }

    /// <summary>A message has come, of whatever opcode, inflated and not looked at yet. Not one that exceeds <see cref="ClusterOptions.MaxMessageBytes"/>, which is discarded.</summary>
    public event Action<Shard, ReadOnlySpan<byte>>? Received
    {
        add => Events.Received += value;
        remove => Events.Received -= value;
    }
}
