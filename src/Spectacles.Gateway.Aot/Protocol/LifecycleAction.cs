namespace Spectacles.Gateway;

/// <summary>The action that the lifecycle requests from its connection.</summary>
internal enum LifecycleAction
{
    /// <summary>Do nothing, and continue to read.</summary>
    Wait,

    /// <summary>Start the heartbeat, then send IDENTIFY.</summary>
    Identify,

    /// <summary>Start the heartbeat, then send RESUME.</summary>
    Resume,

    /// <summary>Send a heartbeat.</summary>
    Beat,

    /// <summary>Pass the event to its handlers.</summary>
    Deliver,

    /// <summary>Count an event that a replay repeats, and do not dispatch it.</summary>
    Drop,

    /// <summary>The session has begun: pass the event to its handlers.</summary>
    Ready,

    /// <summary>The session was resumed, and all missed events have arrived: pass the event to its handlers.</summary>
    Resumed,

    /// <summary>Close the connection.</summary>
    Close,
}
