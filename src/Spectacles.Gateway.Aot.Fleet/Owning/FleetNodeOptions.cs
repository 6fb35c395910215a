namespace Spectacles.Gateway.Fleet;

/// <summary>The options of a <see cref="FleetNode"/>.</summary>
public sealed record FleetNodeOptions
{
    private static readonly TimeSpan ShortestSpacing = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The node's name in the fleet: 1 to 32 lowercase letters, digits and hyphens, for example that of a pod of a StatefulSet. A process
    /// with the name of a running node replaces that node.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>
    /// The intents that all sessions request. All nodes need the same. A node warns if a worker needs others, and does not change them by
    /// itself, because each shard would have to identify again.
    /// </summary>
    public required GatewayIntents Intents { get; init; }

    /// <summary>
    /// Returns what a user does about intents that the sessions do not have, as a sentence for a warning: for programs whose intents come
    /// from a file of their own. By default it names <see cref="Intents"/>.
    /// </summary>
    public Func<GatewayIntents, string> IntentsAdvice { get; init; } = static missing =>
        $"Add {missing} to {nameof(FleetNodeOptions)}.{nameof(Intents)} of all nodes, stop them, and start them again.";

    /// <summary>
    /// The options of the connections. The fleet sets <see cref="GatewayOptions.ShardCount"/>,
    /// <see cref="GatewayOptions.IdentifyQueue"/>, <see cref="ClusterOptions.Intents"/>, <see cref="ClusterOptions.SessionStore"/> and
    /// <see cref="ClusterOptions.EventSink"/> itself.
    /// </summary>
    public ClusterOptions Cluster { get; init; } = new();

    /// <summary>
    /// How events are passed on, by name; <see cref="EventClass.Packed"/> for those that are not listed. By default, TYPING_START and
    /// PRESENCE_UPDATE are <see cref="EventClass.Fleeting"/>. INTERACTION_CREATE is sent to a worker directly, unless it is listed.
    /// </summary>
    public IReadOnlyDictionary<string, EventClass> Classes { get; init; } = new Dictionary<string, EventClass>
    {
        ["TYPING_START"] = EventClass.Fleeting,
        ["PRESENCE_UPDATE"] = EventClass.Fleeting,
    };

    /// <summary>
    /// The payloads in bytes that may wait for the broker, of all shards together; 64 MB by default. At the limit, shards stop reading: the
    /// sessions live on, and Discord holds the events back.
    /// </summary>
    public long BufferBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>The time between two IDENTIFYs of a bucket in the whole fleet; 5.25 seconds by default, at least 5.</summary>
    public TimeSpan IdentifySpacing { get; init; } = TimeSpan.FromSeconds(5.25);

    /// <summary>How many shards a node begins or hands over per second; 50 by default.</summary>
    public int ShardsPerSecond { get; init; } = 50;

    /// <summary>
    /// How long a node that can't reach the broker keeps its connections; 10 minutes by default. Then it closes them, and their sessions
    /// can be resumed.
    /// </summary>
    public TimeSpan HoldTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Called with the payload of an interaction that no worker has confirmed within half a second, for example to answer the user; null
    /// for nothing. Its token is canceled after 10 seconds. An exception is reported as an error of the node. It is not called for
    /// interactions beyond 1,024 that wait for a worker or for this call; they are only counted.
    /// </summary>
    public Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask>? InteractionMissed { get; init; }

    /// <summary>
    /// Whether <see cref="FleetNode.RunAsync"/> stops on SIGINT (Ctrl+C) and SIGTERM, which is the default. Set it to false for a host that
    /// handles the signals itself, and cancel the token of <see cref="FleetNode.RunAsync"/> instead.
    /// </summary>
    public bool HandleSignals { get; init; } = true;

    internal FleetNodeOptions Validated()
    {
        FleetName.ThrowIfInvalid(Name, nameof(Name));
        ArgumentNullException.ThrowIfNull(Cluster);
        ArgumentNullException.ThrowIfNull(Classes);
        ArgumentNullException.ThrowIfNull(IntentsAdvice);
        ArgumentOutOfRangeException.ThrowIfLessThan(BufferBytes, 1024 * 1024);
        ArgumentOutOfRangeException.ThrowIfLessThan(IdentifySpacing, ShortestSpacing);
        ArgumentOutOfRangeException.ThrowIfLessThan(ShardsPerSecond, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(HoldTimeout, FleetMembers.LeaseTimeout);
        return this;
    }
}
