namespace Spectacles.Gateway;

/// <summary>What the lifecycle asks its connection to do.</summary>
internal enum LifecycleAction
{
    /// <summary>Nothing: read on.</summary>
    Wait,

    /// <summary>Start the heartbeat, then send IDENTIFY.</summary>
    Identify,

    /// <summary>Start the heartbeat, then send RESUME.</summary>
    Resume,

    /// <summary>Send a heartbeat.</summary>
    Beat,

    /// <summary>Give the event to its handlers.</summary>
    Deliver,

    /// <summary>A replay repeats an event that has been received before: count it, and give it to nobody.</summary>
    Drop,

    /// <summary>The session has begun: give the event to its handlers.</summary>
    Ready,

    /// <summary>The session goes on, and everything missed has arrived: give the event to its handlers.</summary>
    Resumed,

    /// <summary>Close the connection.</summary>
    Close,
}
