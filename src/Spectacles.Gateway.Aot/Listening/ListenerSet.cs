using System.Collections.Concurrent;

namespace Spectacles.Gateway;

/// <summary>The listeners of a cluster or of a shard, to which others are added while events are read.</summary>
/// <remarks>
/// To add or to remove a listener costs the same however many there are: it invalidates the list of calls of its own event name, which the next event of that name makes again. A read loop takes the
/// lock for that only; otherwise it reads the list as it is, and goes on with it when listeners change meanwhile (docs/decisions/0019).
/// </remarks>
internal sealed class ListenerSet
{
    /// <summary>Names that only listeners of every event are called for. Discord has some hundred; beyond that a hostile peer makes them up.</summary>
    private const int MostOtherNames = 1024;

    /// <summary>Names come from the wire; no documented one is as long, and a longer one is not kept.</summary>
    private const int LongestOtherName = 64;

    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, EventListeners> byName = new(EventNameComparer.Instance);
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

    /// <summary>The present listeners, in the order in which they were added.</summary>
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

    /// <summary>The calls by an event, in the order in which the listeners were added.</summary>
    public HandlerCall[] Find(ReadOnlySpan<byte> eventName)
    {
        if (count == 0)
        {
            return [];
        }

        var every = everyEvent;
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
            throw new InvalidOperationException($"No listener can be added any more: {ended.Message}");
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

    /// <summary>No event will come any more: whoever waits for one learns why.</summary>
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

    /// <summary>An event that is listened to by none but those of every event: errors name the event, and its second time allocates nothing.</summary>
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
