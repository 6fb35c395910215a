namespace Spectacles.Gateway.Fleet;

/// <summary>How a node passes an event to the workers.</summary>
public enum EventClass
{
    /// <summary>
    /// Stored together with other events of the group. Cheapest; a worker gets all events of a pack, and acknowledges them together.
    /// </summary>
    Packed,

    /// <summary>
    /// Stored by itself: a worker group gets only the events that it needs, and each is acknowledged and retried by itself.
    /// </summary>
    Separate,

    /// <summary>
    /// Not stored: at most once, to a worker that is there at the moment. For events that are of no use later, such as typing indicators.
    /// </summary>
    Fleeting,

    /// <summary>Not passed on.</summary>
    Off,
}
