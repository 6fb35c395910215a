using System.Diagnostics.Metrics;
using System.Globalization;

namespace Spectacles.Gateway;

/// <summary>
/// The instruments whose values are read when metrics are collected. They have no measurements of a cluster that was disposed, and do not
/// keep a cluster alive.
/// </summary>
/// <remarks>
/// The measurements of clusters with the same name are added: two measurements with the same attributes would replace each other.
/// </remarks>
internal sealed class ObservedClusters
{
    private static readonly (ShardState State, string Name)[] States =
        [.. Enum.GetValues<ShardState>().Select(state => (state, Lower(state.ToString())))];

    private readonly ObservedObjects<IObservedCluster> clusters = new();

    public ObservedClusters(Meter meter)
    {
        meter.CreateObservableUpDownCounter(
            "spectacles.gateway.shards", () => Sum(AttributeNames.StateName, StatesOf), "{shard}", "The current shards, by state.");
        meter.CreateObservableUpDownCounter(
            "spectacles.gateway.handler.active",
            () => Sum(null, shard => [(null, shard.CallsInFlight)]),
            "{call}",
            "The unfinished handler calls.");
        meter.CreateObservableUpDownCounter(
            "spectacles.gateway.commands.waiting",
            () => Sum(null, shard => [(null, shard.CommandsWaiting)]),
            "{command}",
            "The commands that wait for READY or for Discord's limit.");
        meter.CreateObservableUpDownCounter(
            "spectacles.gateway.guilds", () => Sum(AttributeNames.Availability, GuildsOf), "{guild}", "The guilds of the bot.");
        meter.CreateObservableUpDownCounter(
            "spectacles.gateway.events.unconfirmed",
            () => Sum(null, shard => shard.EventsUnconfirmed is { } count ? [(null, count)] : []),
            "{event}",
            "The received events that the event sink has not confirmed.");
        meter.CreateObservableGauge(
            "spectacles.gateway.session_starts.remaining",
            SessionStarts,
            "{session}",
            "The sessions that can start until Discord resets the limit.");
        meter.CreateObservableGauge(
            "spectacles.gateway.startup.duration", Startups, "s", "The time from the start until all shards were READY.");
    }

    public void Enter(IObservedCluster cluster) => clusters.Enter(cluster);

    public void Leave(IObservedCluster cluster) => clusters.Leave(cluster);

    private static (string?, long)[] StatesOf(ShardReading shard) =>
        [.. States.Select(state => ((string?)state.Name, shard.State == state.State ? 1L : 0L))];

    private static (string?, long)[] GuildsOf(ShardReading shard) =>
    [
        .. shard.GuildsAvailable is { } available ? [((string?)"available", (long)available)] : Array.Empty<(string?, long)>(),
        .. shard.GuildsUnavailable is { } missing ? [((string?)"unavailable", (long)missing)] : Array.Empty<(string?, long)>(),
    ];

    private static string Lower(string state) => state.ToLowerInvariant();

    private static KeyValuePair<string, object?>[] TagsOf(IObservedCluster cluster) =>
        cluster.Name is { } name ? [new(AttributeNames.ClusterName, name)] : [];

    private List<Measurement<long>> SessionStarts()
    {
        List<Measurement<long>> found = [];
        foreach (var named in clusters.Present().GroupBy(cluster => cluster.Name))
        {
            // Clusters of one bot share the limit. Of several bots without names, the one that is closest to its limit counts.
            if (named.Select(cluster => cluster.Read().SessionStartsLeft).Min() is { } left)
            {
                found.Add(new Measurement<long>(left, TagsOf(named.First())));
            }
        }

        return found;
    }

    private List<Measurement<double>> Startups()
    {
        List<Measurement<double>> found = [];
        foreach (var named in clusters.Present().GroupBy(cluster => cluster.Name))
        {
            if (named.Select(cluster => cluster.StartDuration).Max() is { } longest)
            {
                found.Add(new Measurement<double>(longest.TotalSeconds, TagsOf(named.First())));
            }
        }

        return found;
    }

    private List<Measurement<long>> Sum(string? attribute, Func<ShardReading, (string? Value, long Count)[]> read)
    {
        var sums = new Dictionary<string, Measurement<long>>(StringComparer.Ordinal);
        foreach (var cluster in clusters.Present())
        {
            foreach (var shard in cluster.Read().Shards)
            {
                foreach (var (value, count) in read(shard))
                {
                    string id = cluster.IsPerShard ? shard.Id.ToString(CultureInfo.InvariantCulture) : string.Empty;
                    string key = $"{value} {id} {cluster.Name}";
                    long before = sums.TryGetValue(key, out var known) ? known.Value : 0;
                    KeyValuePair<string, object?>[] tags =
                    [
                        .. TagsOf(cluster),
                        .. attribute is null ? Array.Empty<KeyValuePair<string, object?>>() : [new(attribute, value)],
                        .. cluster.IsPerShard ? [new(AttributeNames.ShardId, shard.Id)] : Array.Empty<KeyValuePair<string, object?>>(),
                    ];
                    sums[key] = new Measurement<long>(before + count, tags);
                }
            }
        }

        return [.. sums.Values];
    }
}
