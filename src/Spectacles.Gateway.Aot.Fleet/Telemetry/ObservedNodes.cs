using System.Diagnostics.Metrics;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// The instruments whose values are read when metrics are collected: sums over the nodes of the process. They do not keep a node alive that
/// was not disposed.
/// </summary>
internal sealed class ObservedNodes
{
    private readonly ObservedObjects<IObservedNode> nodes = new();

    public ObservedNodes(Meter meter)
    {
        Create(() => meter.CreateObservableUpDownCounter(
            "spectacles.fleet.groups", () => Sum(static node => node.GroupCount), "{group}", "The groups that the nodes own."));
        Create(() => meter.CreateObservableUpDownCounter(
            "spectacles.fleet.buffer.usage",
            () => Sum(static node => node.BytesWaiting),
            "By",
            "The bytes of events that wait for the broker."));
        Create(() => meter.CreateObservableGauge(
            "spectacles.fleet.lease.age",
            () => nodes.Present().Select(static node => node.LeaseAge.TotalSeconds).DefaultIfEmpty().Max(),
            "s",
            "The time since a node has last renewed its lease. At 15 s other nodes take its groups."));
        Create(() => meter.CreateObservableGauge(
            "spectacles.fleet.shards.recommended",
            () => nodes.Present().Select(static node => node.ShardsRecommended).DefaultIfEmpty().Max(),
            "{shard}",
            "The number of shards that Discord recommends. It is asked for at the start of a node, and every hour by one node."));
    }

    public void Enter(IObservedNode node) => nodes.Enter(node);

    public void Leave(IObservedNode node) => nodes.Leave(node);

    /// <summary>Listeners are told of a new instrument.</summary>
    private static void Create(Action create) => ListenerGuard.Call(create, static it => it());

    private long Sum(Func<IObservedNode, long> read) => nodes.Present().Sum(read);
}
