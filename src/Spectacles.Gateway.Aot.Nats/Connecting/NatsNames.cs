using System.Globalization;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// The names of a fleet in NATS. Names of fleets and worker groups have no uppercase letters, dots and underscores, so two of them are
/// never mixed up.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="streams">The number of streams.</param>
internal sealed class NatsNames(FleetPlan plan, int streams)
{
    private readonly string root = $"fleet.{plan.Name}.";

    public FleetPlan Plan => plan;

    /// <summary>The number of streams: no more than there are partitions.</summary>
    public int Streams { get; } = Math.Min(streams, plan.Partitions);

    /// <summary>The bucket of <see cref="IFleetEngine.SharedState"/>.</summary>
    public string SharedBucket { get; } = $"FLEET_{plan.Name}_SHARED";

    /// <summary>The bucket of <see cref="IFleetEngine.NodeState"/>.</summary>
    public string NodeBucket { get; } = $"FLEET_{plan.Name}_NODES";

    /// <summary>The stream of the dead letters.</summary>
    public string DeadStream { get; } = $"FLEET_{plan.Name}_DEAD";

    /// <summary>All dead letters.</summary>
    public string AllDead => root + "dead.*";

    /// <summary>The stream of a bucket: https://github.com/nats-io/nats-architecture-and-design/blob/main/adr/ADR-8.md</summary>
    public static string StreamOfBucket(string bucket) => "KV_" + bucket;

    /// <summary>The subjects of the keys of a bucket.</summary>
    public static string KeysOf(string bucket) => $"$KV.{bucket}.";

    public string StreamOf(int partition) => Stream(partition % Streams);

    public string Stream(int number) => string.Create(CultureInfo.InvariantCulture, $"FLEET_{plan.Name}_EVENTS_{number}");

    /// <summary>The subjects of a stream: those of its partitions.</summary>
    public string[] SubjectsOf(int number) =>
    [
        .. Enumerable.Range(0, plan.Partitions).Where(partition => partition % Streams == number).Select(partition => Log(partition) + ">"),
    ];

    public string Pack(int group) => string.Create(CultureInfo.InvariantCulture, $"{Log(plan.PartitionOf(group))}pack.{group}");

    public string Event(int group, int shardId, string eventName) => string.Create(
        CultureInfo.InvariantCulture, $"{Log(plan.PartitionOf(group))}event.{group}.{shardId}.{eventName}");

    public string Fence(int group) => string.Create(CultureInfo.InvariantCulture, $"{Log(plan.PartitionOf(group))}fence.{group}");

    public string AllPacks(int partition) => Log(partition) + "pack.*";

    /// <summary>The single events of a partition.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="eventName">Their name; null for all.</param>
    public string AllEvents(int partition, string? eventName) => $"{Log(partition)}event.*.*.{eventName ?? "*"}";

    public string Retries(int partition, string workerGroup) => $"{Log(partition)}retry.{Checked(workerGroup)}";

    public string Dead(string workerGroup) => $"{root}dead.{Checked(workerGroup)}";

    public static string Consumer(int partition, string workerGroup) =>
        string.Create(CultureInfo.InvariantCulture, $"{Checked(workerGroup)}_{partition}");

    public string Request(string address) => $"{root}ask.{address}";

    /// <exception cref="ArgumentException">It is not the name of a worker group, and could be a pattern.</exception>
    private static string Checked(string workerGroup)
    {
        FleetName.ThrowIfInvalid(workerGroup, nameof(workerGroup));
        return workerGroup;
    }

    private string Log(int partition) => string.Create(CultureInfo.InvariantCulture, $"{root}log.{partition}.");
}
