namespace Spectacles.Gateway;

/// <summary>The listeners of one event name, in the order in which they were added, and the calls for an event with that name.</summary>
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

    /// <summary>
    /// Returns the calls for an event with this name, unless a listener of it has been added or removed since they were listed.
    /// </summary>
    /// <param name="everyEvent">The current state of the listeners of every event.</param>
    public HandlerCall[]? TryGetCalls(object? everyEvent) =>
        snapshot is { } listed && listed.EveryEvent == everyEvent ? listed.Calls : null;

    /// <summary>
    /// Lists the calls: those of this name's listeners and of the listeners of every event, in the order in which they were added.
    /// </summary>
    /// <param name="ofEveryEvent">The listeners of every event.</param>
    /// <param name="everyEvent">Their current state.</param>
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

    private sealed class Snapshot(HandlerCall[] calls, object? everyEvent)
    {
        public HandlerCall[] Calls => calls;

        public object? EveryEvent => everyEvent;
    }
}
