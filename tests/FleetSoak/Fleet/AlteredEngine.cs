using FleetSoak.Sabotage;
using Spectacles.Gateway.Fleet;

namespace FleetSoak.Fleet;

/// <summary>An engine of a node with another log and another state of the nodes.</summary>
/// <param name="inner">The engine.</param>
/// <param name="events">The log.</param>
/// <param name="nodes">The nodes' state.</param>
internal sealed class AlteredEngine(IFleetEngine inner, IEventLog events, IFleetState nodes) : IFleetEngine
{
    public FleetPlan Plan => inner.Plan;

    public IEventLog Events => events;

    public IFleetRequests Requests => inner.Requests;

    public IFleetState SharedState => inner.SharedState;

    public IFleetState NodeState => nodes;

    public bool IsConnected => inner.IsConnected;

    /// <summary>Returns an engine that reports each save of sessions, with the defect that the options name.</summary>
    /// <param name="engine">The engine without a defect.</param>
    /// <param name="options">They name the defect, or none.</param>
    /// <param name="begun">Completes when the fleet has sessions.</param>
    public static IFleetEngine Wrap(IFleetEngine engine, ProcessOptions options, Task begun)
    {
        var (events, nodes) = (engine.Events, new ReportedSaves(engine.NodeState));
        return options.Sabotage switch
        {
            SabotageKind.Ack => new AlteredEngine(engine, new AlteredLog(events, one => new EarlyAppender(one, begun)), nodes),
            SabotageKind.Fence => new AlteredEngine(
                engine, new AlteredLog(events, one => new UnfencedAppender(one)), new StubbornState(nodes)),
            SabotageKind.Lease => new AlteredEngine(engine, events, new HastyState(nodes, options.Name, begun)),
            _ => new AlteredEngine(engine, events, nodes),
        };
    }

    public override string? ToString() => inner.ToString();

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
