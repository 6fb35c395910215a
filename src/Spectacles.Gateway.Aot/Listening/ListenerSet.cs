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

    /// <summary>The listeners; null before the first one. Most shards never have one of their own.</summary>
    private volatile Lists? lists;
    private volatile object? everyEvent;
    private volatile int count;
    private long added;
    private GatewayException? end;

    /// <summary>The current listeners, in the order in which they were added.</summary>
    public IReadOnlyList<ListenerRegistration> Listeners
    {
        get
        {
            lock (gate)
            {
                if (lists is not { } some)
                {
                    return [];
                }

                List<ListenerRegistration> all = [.. some.OfEveryEvent];
                foreach (var named in some.ByName.Values)
                {
                    foreach (var listener in named.Listeners)
                    {
                        int place = all.Count;
                        while (place > 0 && all[place - 1].Order > listener.Order)
                        {
                            place--;
                        }

                        all.Insert(place, listener);
                    }
                }

                return all;
            }
        }
    }

    /// <summary>Returns the calls for an event, in the order in which the listeners were added.</summary>
    public HandlerCall[] Find(ReadOnlySpan<byte> eventName)
    {
        if (count == 0 || lists is not { } some)
        {
            return [];
        }

        object? every = everyEvent;
        return some.Slots.TryGetValue(eventName, out var named) ? named.TryGetCalls(every) ?? List(some, named)
            : every is null ? []
            : ListOther(some, eventName);
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
        var some = lists ??= new Lists();
        if (listener.EventName is { } name)
        {
            some.ByName.GetOrAdd(name, static name => new EventListeners(name)).Add(listener);
        }
        else
        {
            some.OfEveryEvent.AddLast(listener.Place);
            everyEvent = new object();
        }
    }

    private void Leave(ListenerRegistration listener)
    {
        var some = lists!;
        if (listener.EventName is not { } name)
        {
            some.OfEveryEvent.Remove(listener.Place);
            everyEvent = some.OfEveryEvent.Count == 0 ? null : new object();
            return;
        }

        var named = some.ByName[name];
        named.Remove(listener);
        if (named.IsEmpty)
        {
            some.ByName.TryRemove(name, out _);
        }
    }

    private HandlerCall[] List(Lists some, EventListeners named)
    {
        lock (gate)
        {
            return named.ListCalls(some.OfEveryEvent, everyEvent);
        }
    }

    /// <summary>
    /// Lists the calls for an event that has only listeners of every event. Errors contain the event's name, and its second occurrence
    /// allocates nothing.
    /// </summary>
    private HandlerCall[] ListOther(Lists some, ReadOnlySpan<byte> eventName)
    {
        string name = EventNameComparer.Instance.Create(eventName);
        lock (gate)
        {
            var named = some.ByName.TryGetValue(name, out var known) ? known : new EventListeners(name);
            if (known is null && some.ByName.Count < MostOtherNames && name.Length <= LongestOtherName)
            {
                some.ByName[name] = named;
            }

            return named.ListCalls(some.OfEveryEvent, everyEvent);
        }
    }

    private sealed class Lists
    {
        public Lists() => Slots = ByName.GetAlternateLookup<ReadOnlySpan<byte>>();

        public ConcurrentDictionary<string, EventListeners> ByName { get; } =
            new(concurrencyLevel: 1, capacity: 1, EventNameComparer.Instance);

        public ConcurrentDictionary<string, EventListeners>.AlternateLookup<ReadOnlySpan<byte>> Slots { get; }

        public LinkedList<ListenerRegistration> OfEveryEvent { get; } = [];
    }
}
