using System.Collections.Concurrent;

namespace Spectacles.Gateway;

/// <summary>The listeners of a cluster or of a shard. They can be added while events are read.</summary>
/// <remarks>
/// Adding or removing a listener has the same cost regardless of their number. It invalidates the list of calls of its event name, and
/// the next event with that name builds the list again. A read loop takes the lock only for that. Otherwise it uses the current list, and
/// continues to use it when listeners change in the meantime (docs/decisions/0019).
/// </remarks>
internal sealed class ListenerSet
{
    /// <summary>
    /// The maximum number of kept names that only have listeners of every event. Discord has about a hundred names; more are invented by a
    /// malicious peer.
    /// </summary>
    private const int MostOtherNames = 1024;

    /// <summary>The maximum length of a kept name. Names come from the wire, and all documented names are shorter.</summary>
    private const int LongestOtherName = 64;

    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, EventListeners> byName =
        new(concurrencyLevel: 1, capacity: 1, EventNameComparer.Instance);
    private readonly ConcurrentDictionary<string, EventListeners>.AlternateLookup<ReadOnlySpan<byte>> slots;
    private readonly LinkedList<ListenerRegistration> ofEveryEvent = [];
    private volatile object? everyEvent;
    private volatile int count;
    private long added;
    private GatewayException? end;

    public ListenerSet()
    {
        slots = byName.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>The current listeners, in the order in which they were added.</summary>
    public IReadOnlyList<ListenerRegistration> Listeners
    {
        get
        {
            lock (gate)
            {
                return [.. byName.Values.SelectMany(named => named.Listeners).Concat(ofEveryEvent).OrderBy(listener => listener.Order)];
            }
        }
    }

    /// <summary>Returns the calls for an event, in the order in which the listeners were added.</summary>
    public HandlerCall[] Find(ReadOnlySpan<byte> eventName)
    {
        if (count == 0)
        {
            return [];
        }

        object? every = everyEvent;
        return slots.TryGetValue(eventName, out var named) ? named.TryGetCalls(every) ?? List(named)
            : every is null ? []
            : ListOther(eventName);
    }

    public void Add(ListenerRegistration listener)
    {
        GatewayException? ended;
        lock (gate)
        {
            ended = end;
            if (ended is null)
            {
                listener.Home = this;
                listener.Order = added++;
                Enter(listener);
                count++;
            }
        }

        if (ended is null)
        {
            return;
        }

        if (!listener.IsWait)
        {
            throw new GatewayStoppedException($"No listener can be added: {ended.Message}");
        }

        listener.End(ended);
    }

    public void Remove(ListenerRegistration listener)
    {
        lock (gate)
        {
            if (listener.Place.List is not null)
            {
                Leave(listener);
                count--;
            }
        }
    }

    /// <summary>Ends all waits with the reason, because no more events will arrive.</summary>
    public void End(GatewayException reason)
    {
        lock (gate)
        {
            end ??= reason;
        }

        foreach (var listener in Listeners)
        {
            listener.End(reason);
        }
    }

    private void Enter(ListenerRegistration listener)
    {
        if (listener.EventName is { } name)
        {
            byName.GetOrAdd(name, static name => new EventListeners(name)).Add(listener);
        }
        else
        {
            ofEveryEvent.AddLast(listener.Place);
            everyEvent = new object();
        }
    }

    private void Leave(ListenerRegistration listener)
    {
        if (listener.EventName is not { } name)
        {
            ofEveryEvent.Remove(listener.Place);
            everyEvent = ofEveryEvent.Count == 0 ? null : new object();
            return;
        }

        var named = byName[name];
        named.Remove(listener);
        if (named.IsEmpty)
        {
            byName.TryRemove(name, out _);
        }
    }

    private HandlerCall[] List(EventListeners named)
    {
        lock (gate)
        {
            return named.ListCalls(ofEveryEvent, everyEvent);
        }
    }

    /// <summary>
    /// Lists the calls for an event that has only listeners of every event. Errors contain the event's name, and its second occurrence
    /// allocates nothing.
    /// </summary>
    private HandlerCall[] ListOther(ReadOnlySpan<byte> eventName)
    {
        string name = EventNameComparer.Instance.Create(eventName);
        lock (gate)
        {
            var named = byName.TryGetValue(name, out var known) ? known : new EventListeners(name);
            if (known is null && byName.Count < MostOtherNames && name.Length <= LongestOtherName)
            {
                byName[name] = named;
            }

            return named.ListCalls(ofEveryEvent, everyEvent);
        }
    }
}
