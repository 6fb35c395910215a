namespace Spectacles.Gateway;

/// <summary>The calls of one event that have not begun: the handlers', then those of the shard's listeners, then those of the cluster's.</summary>
internal struct EventCalls(HandlerCall[] handlers, HandlerCall[] ofShard, HandlerCall[] ofCluster)
{
    private int next;

    /// <summary>Whether any is left.</summary>
    public readonly bool HasMore => next < handlers.Length + ofShard.Length + ofCluster.Length;

    /// <summary>The next one; there is one.</summary>
    public HandlerCall Take()
    {
        int behindHandlers = next - handlers.Length;
        int behindShard = behindHandlers - ofShard.Length;
        var call = behindHandlers < 0 ? handlers[next] : behindShard < 0 ? ofShard[behindHandlers] : ofCluster[behindShard];
        next++;
        return call;
    }
}
