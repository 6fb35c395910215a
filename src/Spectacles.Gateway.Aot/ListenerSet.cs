using System.Collections.Concurrent;
using Spectacles.Gateway.Dispatching;

namespace Spectacles.Gateway;

/// <summary>The listeners of a cluster or of a shard, to which others are added while events are read.</summary>
/// <remarks>A change replaces the array of the names that it concerns, under a lock; a read loop takes no lock and goes on with the array that it has.</remarks>
internal sealed class ListenerSet
{
    /// <summary>Names that only listeners of every event are called for. Discord has some hundred; beyond that a hostile peer makes them up.</summary>
    private const int MostOtherNames = 1024;

    private readonly Lock gate = new();
    private readonly List<Listener> all = [];
    private readonly ConcurrentDictionary<string, HandlerCall[]> byName = new(EventNameComparer.Instance);
    private readonly ConcurrentDictionary<string, HandlerCall[]>.AlternateLookup<ReadOnlySpan<byte>> slots;
    private volatile HandlerCall[] ofEveryEvent = [];
    private volatile int count;
    private GatewayException? end;

    public ListenerSet()
    {
        slots = byName.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>Those that are here now.</summary>
    public IReadOnlyList<Listener> Listeners
    {
        get
        {
            lock (gate)
            {
                return [.. all];
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

        return slots.TryGetValue(eventName, out var calls) ? calls : ofEveryEvent.Length == 0 ? [] : FindOther(eventName);
    }

    public void Add(Listener listener)
    {
        GatewayException? ended;
        lock (gate)
        {
            ended = end;
            if (ended is null)
            {
                listener.Home = this;
                all.Add(listener);
                Change(listener);
            }
        }

        if (ended is null)
        {
            return;
        }

        if (!listener.IsWait)
        {
            throw new InvalidOperationException($"Nobody can listen any more: {ended.Message}");
        }

        listener.End(ended);
    }

    public void Remove(Listener listener)
    {
        lock (gate)
        {
            if (all.Remove(listener))
            {
                Change(listener);
            }
        }
    }

    /// <summary>No event will come any more: whoever waits for one learns why.</summary>
    public void End(GatewayException reason)
    {
        Listener[] left;
        lock (gate)
        {
            end ??= reason;
            left = [.. all];
        }

        foreach (var listener in left)
        {
            listener.End(reason);
        }
    }

    private void Change(Listener changed)
    {
        if (changed.EventName is { } name)
        {
            Rebuild(name);
        }
        else
        {
            ofEveryEvent = [.. all.Where(listener => listener.EventName is null).Select(listener => listener.CallFor("any event"))];
            foreach (string known in byName.Keys)
            {
                Rebuild(known);
            }
        }

        count = all.Count;
    }

    private void Rebuild(string name)
    {
        if (all.Exists(listener => listener.EventName == name))
        {
            byName[name] = [.. all.Where(listener => listener.EventName is null || listener.EventName == name).Select(listener => listener.CallFor(name))];
        }
        else
        {
            byName.TryRemove(name, out _);
        }
    }

    /// <summary>An event that is listened to by none but those of every event: errors name the event, and its second time allocates nothing.</summary>
    private HandlerCall[] FindOther(ReadOnlySpan<byte> eventName)
    {
        string name = EventNameComparer.Instance.Create(eventName);
        lock (gate)
        {
            HandlerCall[] calls = [.. all.Where(listener => listener.EventName is null || listener.EventName == name).Select(listener => listener.CallFor(name))];
            if (byName.Count < MostOtherNames && calls.Length > 0)
            {
                byName[name] = calls;
            }

            return calls;
        }
    }
}
