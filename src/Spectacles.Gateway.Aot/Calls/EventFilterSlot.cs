namespace Spectacles.Gateway;

/// <summary>The slot for the filter that the shards of one set share. It is empty unless the bot is resharding.</summary>
internal sealed class EventFilterSlot
{
    private IEventFilter? filter;

    /// <summary>The current filter; null when every event is handled.</summary>
    public IEventFilter? Filter => Volatile.Read(ref filter);

    public void Set(IEventFilter next) => Volatile.Write(ref filter, next);

    /// <summary>Removes a filter, unless another one has replaced it.</summary>
    public void Remove(IEventFilter ended) => Interlocked.CompareExchange(ref filter, null, ended);
}
