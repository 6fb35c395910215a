namespace Spectacles.Gateway;

/// <summary>
/// The outcome of the calls of one event, for an engine that dispatches it (<see cref="EngineShard.DispatchAsync"/>). If the calls end
/// differently, it is the greatest value.
/// </summary>
public enum DispatchOutcome
{
    /// <summary>All calls have finished, or the event has no handlers and listeners.</summary>
    Finished,

    /// <summary>A handler or a listener threw. The error has been reported.</summary>
    Failed,

    /// <summary>
    /// A call exceeded the handler time-out, or the stop canceled it or reached its deadline. The dispatcher has stopped waiting for it, so
    /// the event may be only partly handled.
    /// </summary>
    Abandoned,

    /// <summary>The dispatcher was stopped before all calls began.</summary>
    NotBegun,
}
