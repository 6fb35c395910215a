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
    /// <summary>The names of the states, in the order of their values.</summary>
    private static readonly string[] States = Array.ConvertAll(Enum.GetNames<ShardState>(), name => name.ToLowerInvariant());

    private readonly ObservedObjects<IObservedCluster> clusters = new();

    public ObservedClusters(Meter meter)
    {
        meter.CreateObservableUpDownCounter(
            "spectacles.gateway.shards", () => Sum(AttributeNames.StateName, StatesOf), "{shard}", "The current shards, by state.");
        meter.CreateObservableUpDownCounter(
            "spectacles.gateway.handler.active",
            () => Sum(null, (shard, add) => add(null, shard.CallsInFlight)),
            "{call}",
            "The unfinished handler calls.");
        meter.CreateObservableUpDownCounter(
            "spectacles.gateway.commands.waiting",
            () => Sum(null, (shard, add) => add(null, shard.CommandsWaiting)),
            "{command}",
            "The commands that wait for READY or for Discord's limit.");
        meter.CreateObservableUpDownCounter(
            "spectacles.gateway.guilds", () => Sum(AttributeNames.Availability, GuildsOf), "{guild}", "The guilds of the bot.");
        meter.CreateObservableUpDownCounter(
            "spectacles.gateway.events.unconfirmed",
            () => Sum(null, (shard, add) => AddKnown(add, null, shard.EventsUnconfirmed)),
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

    private static void StatesOf(ShardReading shard, Action<string?, int> add)
    {
        for (int state = 0; state < States.Length; state++)
        {
            add(States[state], state == (int)shard.State ? 1 : 0);
        }
    }

    private static void GuildsOf(ShardReading shard, Action<string?, int> add)
    {
        AddKnown(add, "available", shard.GuildsAvailable);
        AddKnown(add, "unavailable", shard.GuildsUnavailable);
    }

    private static void AddKnown(Action<string?, int> add, string? value, int? count)
    {
        if (count is { } known)
        {
            add(value, known);
        }
    }

    private static KeyValuePair<string, object?>[] TagsOf(IObservedCluster cluster) =>
        cluster.Name is { } name ? [new(AttributeNames.ClusterName, name)] : [];

    private List<Measurement<long>> SessionStarts()
    {
        List<Measurement<long>> found = [];
        foreach (var named in ByName())
        {
            // Clusters of one bot share the limit. Of several bots without names, the one that is closest to its limit counts.
            int? left = null;
            foreach (var cluster in named)
            {
                int? here = cluster.Read().SessionStartsLeft;
                left = left is null || here < left ? here : left;
            }

            if (left is { } least)
            {
                found.Add(new Measurement<long>(least, TagsOf(named[0])));
            }
        }

        return found;
    }

    private List<Measurement<double>> Startups()
    {
        List<Measurement<double>> found = [];
        foreach (var named in ByName())
        {
            var longest = TimeSpan.MinValue;
            foreach (var cluster in named)
            {
                longest = cluster.StartDuration is { } duration && duration > longest ? duration : longest;
            }

            if (longest > TimeSpan.MinValue)
            {
                found.Add(new Measurement<double>(longest.TotalSeconds, TagsOf(named[0])));
            }
        }

        return found;
    }

    /// <summary>The clusters with the same name, for each name.</summary>
    private List<List<IObservedCluster>> ByName()
    {
        List<List<IObservedCluster>> groups = [];
        // Values are objects, as in Sum.
        var named = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var cluster in clusters.Present())
        {
            string name = cluster.Name ?? string.Empty;
            if (!named.TryGetValue(name, out object? group))
            {
                List<IObservedCluster> added = [];
                named.Add(name, group = added);
                groups.Add(added);
            }

            ((List<IObservedCluster>)group).Add(cluster);
        }

        return groups;
    }

    private List<Measurement<long>> Sum(string? attribute, Action<ShardReading, Action<string?, int>> read)
    {
        // Values are objects: NativeAOT has tables of 3.7 KB for each type of value, and has those for objects in any executable.
        var sums = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var cluster in clusters.Present())
        {
            foreach (var shard in cluster.Read().Shards)
            {
                read(shard, (value, count) =>
                {
                    string id = cluster.IsPerShard ? shard.Id.ToString(CultureInfo.InvariantCulture) : string.Empty;
                    string key = $"{value} {id} {cluster.Name}";
                    if (!sums.TryGetValue(key, out object? sum))
                    {
                        List<KeyValuePair<string, object?>> tags = [.. TagsOf(cluster)];
                        if (attribute is not null)
                        {
                            tags.Add(new(attribute, value));
                        }

                        if (cluster.IsPerShard)
                        {
                            tags.Add(new(AttributeNames.ShardId, shard.Id));
                        }

                        sums.Add(key, sum = new MeasuredSum([.. tags]));
                    }

                    ((MeasuredSum)sum).Value += count;
                });
            }
        }

        List<Measurement<long>> measured = [];
        foreach (MeasuredSum sum in sums.Values)
        {
            measured.Add(new Measurement<long>(sum.Value, sum.Tags));
        }

        return measured;
    }

    private sealed class MeasuredSum(KeyValuePair<string, object?>[] tags)
    {
        public KeyValuePair<string, object?>[] Tags => tags;

        public long Value { get; set; }
    }
}
