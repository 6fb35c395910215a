using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Spectacles.Gateway.Fleet;

/// <summary>What a node says about its normal work: one line for each change of state, whatever the number of groups.</summary>
/// <param name="node">The node's name.</param>
/// <param name="engine">The broker.</param>
/// <param name="options">The options of the node's cluster, which have the logger.</param>
internal sealed class NodeJournal(string node, IFleetEngine engine, ClusterOptions options)
{
    private readonly TimeProvider time = options.TimeProvider ?? TimeProvider.System;
    private readonly ILogger logger = options.LoggerFactory?.CreateLogger(FleetLog.Category) ?? NullLogger.Instance;
    private readonly SortedSet<int> taken = [];
    private readonly SortedSet<int> handedOver = [];
    private readonly SortedSet<int> lost = [];
    private readonly Lock gate = new();
    private string needs = "";
    private long takenSince;
    private bool isDraining;
    private bool isDrained;

    public void Joined() => Write(
        to => FleetLog.NodeJoined(to, node, engine.Plan.Name, engine.Plan.ShardCount, engine.Plan.Groups, engine.ToString() ?? ""));

    public void Rejoined() => Write(to => FleetLog.NodeRejoined(to, node));

    public void Stopping(int groups) => Write(to => FleetLog.NodeStopping(to, node, groups));

    public void Stopped() => Write(to => FleetLog.NodeStopped(to, node));

    public void Took(int group) => Note(taken, group);

    public void HandedOver(int group) => Note(handedOver, group);

    public void Lost(int group) => Note(lost, group);

    /// <summary>Says which groups have come and gone, when no more do at the moment; and later, that their shards are READY.</summary>
    /// <param name="groups">The groups that the node owns.</param>
    /// <param name="cluster">The node's shards.</param>
    public void Settle(int groups, Cluster cluster)
    {
        string came;
        string went;
        string missed;
        lock (gate)
        {
            if (taken.Count == 0 && handedOver.Count == 0 && lost.Count == 0)
            {
                SayReady(cluster);
                return;
            }

            (came, went, missed) = (Take(taken), Take(handedOver), Take(lost));
        }

        Write(to => FleetLog.GroupsChanged(to, node, groups, engine.Plan.Groups, cluster.Shards.Count, came, went, missed));
    }

    /// <summary>Says once that the node hands over.</summary>
    public void Draining(int groups)
    {
        if (!Interlocked.Exchange(ref isDraining, true))
        {
            Write(to => FleetLog.DrainBegun(to, node, groups));
        }
    }

    /// <summary>Says once that the node has handed everything over.</summary>
    public void Drained()
    {
        if (!Interlocked.Exchange(ref isDrained, true))
        {
            Write(to => FleetLog.DrainDone(to, node));
        }
    }

    /// <summary>Says which events the node stores, when that has changed.</summary>
    public void Needs(string events)
    {
        if (events != needs)
        {
            needs = events;
            Write(to => FleetLog.NeedsChanged(to, node, events));
        }
    }

    private void SayReady(Cluster cluster)
    {
        if (takenSince != 0 && cluster.Shards.Values.All(shard => shard.State == ShardState.Ready))
        {
            var took = time.GetElapsedTime(takenSince);
            takenSince = 0;
            int shards = cluster.Shards.Count;
            Write(to => FleetLog.ShardsReady(to, node, shards, took.TotalSeconds));
        }
    }

    private static string Take(SortedSet<int> groups)
    {
        string text = NumberRanges.Describe([.. groups]);
        groups.Clear();
        return text;
    }

    private void Note(SortedSet<int> groups, int group)
    {
        lock (gate)
        {
            takenSince = groups == taken && takenSince == 0 ? time.GetTimestamp() : takenSince;
            groups.Add(group);
        }
    }

    private void Write(Action<ILogger> message) => SafeLog.Write(logger, message);
}
