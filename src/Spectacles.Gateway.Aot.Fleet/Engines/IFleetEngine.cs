namespace Spectacles.Gateway.Fleet;

/// <summary>
/// The broker of a fleet: a log of events, requests between processes, and a small state that they share. An engine does not know events,
/// connections or handlers.
/// </summary>
/// <remarks>
/// <see cref="FleetContract"/> has the tests that an engine has to pass. All members can be called in parallel, unless their documentation
/// says otherwise. While the broker can't be reached, calls wait for it until their token is canceled or their time-out ends.
/// <see cref="object.ToString"/> names the broker in log lines, without a secret.
/// </remarks>
public interface IFleetEngine : IAsyncDisposable
{
    /// <summary>The plan that the engine was created with.</summary>
    FleetPlan Plan { get; }

    /// <summary>The log of events.</summary>
    IEventLog Events { get; }

    /// <summary>The requests between the processes.</summary>
    IFleetRequests Requests { get; }

    /// <summary>The state that nodes and workers share, such as the events that the workers need.</summary>
    IFleetState SharedState { get; }

    /// <summary>
    /// The state that only nodes may read: the owners of the groups, and the sessions. The engine of a worker may refuse access to it.
    /// </summary>
    IFleetState NodeState { get; }

    /// <summary>
    /// Whether the broker can be reached now, as far as the engine knows without asking; true for an engine that does not know. Only log
    /// lines depend on it.
    /// </summary>
    bool IsConnected => true;
}
