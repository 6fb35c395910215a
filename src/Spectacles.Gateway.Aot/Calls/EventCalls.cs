using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>
/// The calls of one event that have not begun: those of the handlers, then of the shard's listeners, then of the cluster's.
/// </summary>
internal struct EventCalls(HandlerCall[] handlers, HandlerCall[] ofShard, HandlerCall[] ofCluster)
{
    /// <summary>The state that the calls share, so that nothing is parsed twice.</summary>
    public DispatchState State;

    private int next;
    private long fullSince;

    /// <summary>The session of the event, whose progress includes the calls.</summary>
    public SessionProgress? Session { get; init; }

    /// <summary>Whether the event's sequence shows the progress of the session.</summary>
    public bool IsInOrder { get; init; }

    /// <summary>The filter that has accepted the event; null when there is none.</summary>
    public IEventFilter? Filter { get; init; }

    /// <summary>Counts the calls; null if the outcome of the event is not needed.</summary>
    public EventOutcome? Outcome { get; init; }

    /// <summary>Whether any calls remain.</summary>
    public readonly bool HasMore => next < handlers.Length + ofShard.Length + ofCluster.Length;

    /// <summary>Notes that the next call has no room.</summary>
    public void BeginWait(TimeProvider time) => fullSince = fullSince == 0 ? time.GetTimestamp() : fullSince;

    /// <summary>Notes that the next call has room.</summary>
    public void EndWait(TimeProvider time) => State.Waited = fullSince == 0 ? TimeSpan.Zero : time.GetElapsedTime(fullSince);

    /// <summary>Takes the next call. There must be one.</summary>
    public HandlerCall Take()
    {
        int afterHandlers = next - handlers.Length;
        int afterShard = afterHandlers - ofShard.Length;
        var call = afterHandlers < 0 ? handlers[next] : afterShard < 0 ? ofShard[afterHandlers] : ofCluster[afterShard];
        next++;
        return call;
    }
}
