namespace Spectacles.Gateway;

/// <content>What a cluster tells of its shards, those of <see cref="ReshardAsync"/> too. Listeners are called on the thread where it happens, after those of the shard itself; be quick. One that throws is reported and harms nothing.</content>
public sealed partial class Cluster
{
    /// <summary>A shard is about to open a connection.</summary>
    public event Action<Shard>? Connecting
    {
        add => events.Connecting += value;
        remove => events.Connecting -= value;
    }

    /// <summary>A connection is open; HELLO has not come yet.</summary>
    public event Action<Shard>? Opened
    {
        add => events.Opened += value;
        remove => events.Opened -= value;
    }

    /// <summary>A session has begun: READY has come, and its handlers are called next.</summary>
    public event Action<Shard>? Ready
    {
        add => events.Ready += value;
        remove => events.Ready -= value;
    }

    /// <summary>The session goes on: RESUMED has come, and with it every event that was missed.</summary>
    public event Action<Shard>? Resumed
    {
        add => events.Resumed += value;
        remove => events.Resumed -= value;
    }

    /// <summary>A shard is about to close its connection. A connection that Discord closes, or that breaks, gives <see cref="Closed"/> alone.</summary>
    public event Action<ShardClose, Shard>? Disconnecting
    {
        add => events.Disconnecting += value;
        remove => events.Disconnecting -= value;
    }

    /// <summary>A connection that was open has ended. One that could not be opened is an <see cref="Error"/>.</summary>
    public event Action<ShardClose, Shard>? Closed
    {
        add => events.Closed += value;
        remove => events.Closed -= value;
    }

    /// <summary>Each step of each shard's life, in order. A step that a listener itself causes is told when it returns.</summary>
    public event Action<ShardTransition, Shard>? StateChanged
    {
        add => events.StateChanged += value;
        remove => events.StateChanged -= value;
    }

    /// <summary>A shard has stopped for good, and why: see <see cref="GatewayClosedException"/>.</summary>
    public event Action<GatewayException, Shard>? Exited
    {
        add => events.Exited += value;
        remove => events.Exited -= value;
    }

    /// <summary>Something went wrong: in a handler, on a connection, or for good. Called on the thread where it happened; be quick.</summary>
    public event Action<GatewayError>? Error
    {
        add => errors.Reported += value;
        remove => errors.Reported -= value;
    }

    /// <summary>A message is about to be sent. In IDENTIFY and RESUME the token reads <c>***</c>.</summary>
    public event PayloadListener? Sending
    {
        add => events.Sending += value;
        remove => events.Sending -= value;
    }

    /// <summary>A message has come, of whatever opcode, inflated and not looked at yet.</summary>
    public event PayloadListener? Received
    {
        add => events.Received += value;
        remove => events.Received -= value;
    }
}
