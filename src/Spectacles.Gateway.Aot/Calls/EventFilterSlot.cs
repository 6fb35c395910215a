namespace Spectacles.Gateway;

/// <summary>The place of the filter that the shards of one set share. It is empty unless the bot reshards.</summary>
internal sealed class EventFilterSlot
{
    private IEventFilter? filter;

    /// <summary>The present filter; null when every event is handled.</summary>
    public IEventFilter? Filter => Volatile.Read(ref filter);

    public void Set(IEventFilter next) => Volatile.Write(ref filter, next);

    /// <summary>Removes a filter, unless another one has taken its place.</summary>
    public void Remove(IEventFilter ended) => Interlocked.CompareExchange(ref filter, null, ended);
}
