namespace Spectacles.Gateway.Fleet;

/// <summary>
/// The broker of a fleet: a log of events, requests between processes, and a small state that they share. An engine knows no event, no
/// shard's connection and no handler.
/// </summary>
/// <remarks>
/// <see cref="FleetContract"/> has the tests that an engine has to pass. All members can be called in parallel, unless one says otherwise.
/// While the broker is away, calls wait for it, as long as their token or time-out allows.
/// </remarks>
public interface IFleetEngine : IAsyncDisposable
{
    /// <summary>The plan that the engine was created with.</summary>
    FleetPlan Plan { get; }

    /// <summary>The events.</summary>
    IEventLog Events { get; }

    /// <summary>The requests between the processes.</summary>
    IFleetRequests Requests { get; }

    /// <summary>The state that nodes and workers share, such as the events that the workers need.</summary>
    IFleetState SharedState { get; }

    /// <summary>The state that only nodes may read: who owns which group, and the sessions. A worker's engine may refuse it.</summary>
    IFleetState NodeState { get; }
}
