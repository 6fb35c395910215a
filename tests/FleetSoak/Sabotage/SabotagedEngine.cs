using FleetSoak.Fleet;
using Spectacles.Gateway.Fleet;

namespace FleetSoak.Sabotage;

/// <summary>An engine of a node with one defect.</summary>
/// <param name="inner">The engine without it.</param>
/// <param name="events">The log.</param>
/// <param name="nodes">The nodes' state.</param>
internal sealed class SabotagedEngine(IFleetEngine inner, IEventLog events, IFleetState nodes) : IFleetEngine
{
    public FleetPlan Plan => inner.Plan;

    public IEventLog Events => events;

    public IFleetRequests Requests => inner.Requests;

    public IFleetState SharedState => inner.SharedState;

    public IFleetState NodeState => nodes;

    /// <param name="engine">The engine without a defect.</param>
    /// <param name="options">They name the defect, or none.</param>
    /// <param name="begun">Completes when the fleet has sessions.</param>
    public static IFleetEngine Wrap(IFleetEngine engine, ProcessOptions options, Task begun) => options.Sabotage switch
    {
        SabotageKind.Ack => new SabotagedEngine(engine, new AlteredLog(engine.Events, one => new EarlyAppender(one)), engine.NodeState),
        SabotageKind.Fence => new SabotagedEngine(
            engine, new AlteredLog(engine.Events, one => new UnfencedAppender(one)), new StubbornState(engine.NodeState)),
        SabotageKind.Lease => new SabotagedEngine(engine, engine.Events, new HastyState(engine.NodeState, options.Name, begun)),
        _ => engine,
    };

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
