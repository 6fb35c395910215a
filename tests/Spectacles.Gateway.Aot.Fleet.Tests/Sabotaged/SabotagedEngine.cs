namespace Spectacles.Gateway.Fleet.Tests;

internal sealed class SabotagedEngine(Sabotage sabotage, MemoryEngine inner, SabotageNotes notes) : IFleetEngine
{
    public MemoryEngine Inner => inner;

    public FleetPlan Plan => inner.Plan;

    public IEventLog Events { get; } = new SabotagedLog(sabotage, inner, notes);

    public IFleetRequests Requests { get; } = new SabotagedRequests(sabotage, inner);

    public IFleetState SharedState { get; } = new SabotagedState(sabotage, inner.SharedState, inner, notes);

    public IFleetState NodeState { get; } =
        new SabotagedState(sabotage, sabotage == Sabotage.StatesAreOne ? inner.SharedState : inner.NodeState, inner, notes);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
