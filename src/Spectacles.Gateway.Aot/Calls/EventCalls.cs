using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>The calls of one event that have not begun: the handlers', then those of the shard's listeners, then those of the cluster's.</summary>
internal struct EventCalls(HandlerCall[] handlers, HandlerCall[] ofShard, HandlerCall[] ofCluster)
{
    /// <summary>What the calls share, so that nothing is parsed twice.</summary>
    public DispatchState State;

    private int next;

    /// <summary>The session of the event, whose progress the calls count in.</summary>
    public SessionProgress? Session { get; init; }

    /// <summary>Whether the event's sequence says how far the session has come.</summary>
    public bool IsInOrder { get; init; }

    /// <summary>The filter that has let the event pass; null when there is none.</summary>
    public IEventFilter? Filter { get; init; }

    /// <summary>Whether any is left.</summary>
    public readonly bool HasMore => next < handlers.Length + ofShard.Length + ofCluster.Length;

    /// <summary>The next one; there is one.</summary>
    public HandlerCall Take()
    {
        int afterHandlers = next - handlers.Length;
        int afterShard = afterHandlers - ofShard.Length;
        var call = afterHandlers < 0 ? handlers[next] : afterShard < 0 ? ofShard[afterHandlers] : ofCluster[afterShard];
        next++;
        return call;
    }
}
