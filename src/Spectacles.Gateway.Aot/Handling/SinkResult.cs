namespace Spectacles.Gateway;

/// <summary>What an <see cref="IEventSink"/> does with an event.</summary>
public enum SinkResult
{
    /// <summary>The sink has the event, and calls <see cref="EventReceipt.Confirm"/> once it is stored.</summary>
    Taken,

    /// <summary>The sink does not store this event. It counts as done at once.</summary>
    NotWanted,

    /// <summary>
    /// The sink has no room. The shard stops reading, calls <see cref="IEventSink.WaitForRoomAsync"/>, and offers the event again.
    /// </summary>
    Full,
}
