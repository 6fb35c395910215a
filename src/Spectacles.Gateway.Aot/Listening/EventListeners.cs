namespace Spectacles.Gateway;

/// <summary>The listeners of one event name, in the order in which they were added, and the calls that an event of that name makes.</summary>
/// <remarks>Only <see cref="TryGetCalls"/> may be called without the lock of the <see cref="ListenerSet"/>.</remarks>
/// <param name="name">The event's name on the wire.</param>
internal sealed class EventListeners(string name)
{
    private readonly LinkedList<ListenerRegistration> listeners = [];
    private volatile Snapshot? snapshot;

    public bool IsEmpty => listeners.Count == 0;

    public IEnumerable<ListenerRegistration> Listeners => listeners;

    public void Add(ListenerRegistration listener)
    {
        listeners.AddLast(listener.Place);
        snapshot = null;
    }

    public void Remove(ListenerRegistration listener)
    {
        listeners.Remove(listener.Place);
        snapshot = null;
    }

    /// <summary>The calls of an event of this name, if no listener of it has been added or removed since they were listed.</summary>
    /// <param name="everyEvent">The present state of the listeners of every event.</param>
    public HandlerCall[]? TryGetCalls(object? everyEvent) => snapshot is { } listed && listed.EveryEvent == everyEvent ? listed.Calls : null;

    /// <summary>Lists the calls: this name's listeners and those of every event, in the order in which they were added.</summary>
    /// <param name="ofEveryEvent">The listeners of every event.</param>
    /// <param name="everyEvent">Their present state.</param>
    public HandlerCall[] ListCalls(LinkedList<ListenerRegistration> ofEveryEvent, object? everyEvent)
    {
        var calls = new HandlerCall[listeners.Count + ofEveryEvent.Count];
        var own = listeners.First;
        var any = ofEveryEvent.First;
        for (int i = 0; i < calls.Length; i++)
        {
            bool isOwn = any is null || own?.Value.Order < any.Value.Order;
            var next = isOwn ? own! : any!;
            calls[i] = next.Value.CallFor(name);
            (own, any) = isOwn ? (next.Next, any) : (own, next.Next);
        }

        snapshot = new Snapshot(calls, everyEvent);
        return calls;
    }

    private sealed record Snapshot(HandlerCall[] Calls, object? EveryEvent);
}
