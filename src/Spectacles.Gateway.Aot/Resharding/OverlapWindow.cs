namespace Spectacles.Gateway;

/// <summary>
/// The time in which two sets of shards receive the same events: the old set handles all until the switch, the new set all from then on, and each event is handled
/// once. Equal events are counted, not only known: a reaction that is added, removed and added again has the same bytes twice.
/// </summary>
/// <remarks>docs/decisions/0010-resharding.md</remarks>
/// <param name="time">The clock.</param>
/// <param name="mostKeptBytes">How much of what only the new set has received is kept.</param>
internal sealed class OverlapWindow(TimeProvider time, long mostKeptBytes = 64 * 1024 * 1024)
{
    /// <summary>How long an event that the old set has handled is remembered.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(60);

    private readonly Lock gate = new();
    private readonly Dictionary<EventKey, (int Count, long Last)> handled = [];
    private readonly LinkedList<(KeptEvent Event, EventKey Key)> kept = new();
    private readonly Dictionary<EventKey, Queue<LinkedListNode<(KeptEvent Event, EventKey Key)>>> keptByKey = [];
    private readonly HashSet<int> replaying = [];
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long keptBytes;
    private long cleaned = time.GetTimestamp();
    private long switchedAt;
    private int midway;

    /// <summary>Whether the new set has taken over. It does not change back.</summary>
    public bool HasSwitched { get; private set; }

    /// <summary>How many events of the new set were forgotten, because too many were kept. Those that the old set never receives are lost.</summary>
    public long Forgotten { get; private set; }

    /// <summary>Whether nothing is left to be compared.</summary>
    public bool IsOver
    {
        get
        {
            lock (gate)
            {
                return HasSwitched && replaying.Count == 0 && time.GetElapsedTime(switchedAt) > Memory;
            }
        }
    }

    /// <summary>Ends when the switch is done and the old set has begun every call of what it handles.</summary>
    public Task OldHasBegun => begun.Task;

    /// <summary>A shard of the old set has received an event.</summary>
    /// <returns>Whether it handles it; then <see cref="BegunByOld"/> has to follow.</returns>
    public bool ReceiveByOld(EventKey key)
    {
        lock (gate)
        {
            if (HasSwitched)
            {
                return false;
            }

            midway++;
            if (keptByKey.TryGetValue(key, out var copies))
            {
                Forget(copies.Peek());
            }
            else
            {
                handled[key] = (handled.GetValueOrDefault(key).Count + 1, time.GetTimestamp());
                Clean();
            }

            return true;
        }
    }

    /// <summary>All calls of an event have begun.</summary>
    public void BegunByOld()
    {
        lock (gate)
        {
            midway--;
            SignalBegun();
        }
    }

    /// <summary>A shard of the new set has received an event.</summary>
    public FilterVerdict ReceiveByNew(int shardId, EventKey key, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, long sequence)
    {
        lock (gate)
        {
            if (HasSwitched && replaying.Contains(shardId))
            {
                return FilterVerdict.Postpone;
            }

            if (TryTakeHandled(key))
            {
                return FilterVerdict.Leave;
            }

            if (!HasSwitched)
            {
                Keep(new KeptEvent(shardId, name.ToArray(), data.ToArray(), sequence), key);
            }

            return HasSwitched ? FilterVerdict.Handle : FilterVerdict.Leave;
        }
    }

    /// <summary>An event has come for which a set has nobody to call.</summary>
    /// <param name="key">The event.</param>
    /// <param name="byNew">Whether it came to the new set.</param>
    public void Settle(EventKey key, bool byNew)
    {
        lock (gate)
        {
            if (byNew)
            {
                TryTakeHandled(key);
            }
            else if (keptByKey.TryGetValue(key, out var copies))
            {
                Forget(copies.Peek());
            }
        }
    }

    /// <summary>An event that each session has for itself, such as READY, arrives at the new set.</summary>
    public FilterVerdict ReceiveOwnByNew(int shardId)
    {
        lock (gate)
        {
            return !HasSwitched ? FilterVerdict.Leave : replaying.Contains(shardId) ? FilterVerdict.Postpone : FilterVerdict.Handle;
        }
    }

    /// <summary>Every event up to a moment has been received by both sets: what the old one has handled before it has no counterpart that is still to come.</summary>
    public void ForgetHandledBefore(long timestamp)
    {
        lock (gate)
        {
            foreach (var key in handled.Where(entry => entry.Value.Last < timestamp).Select(entry => entry.Key).ToList())
            {
                handled.Remove(key);
            }
        }
    }

    /// <summary>The new set takes over.</summary>
    /// <param name="shardIds">The new shards: each postpones what it receives until its <see cref="EndReplay"/>.</param>
    /// <returns>What it has received and the old one has not, in order: to be handled first.</returns>
    public ILookup<int, KeptEvent> Switch(IEnumerable<int> shardIds)
    {
        lock (gate)
        {
            HasSwitched = true;
            switchedAt = time.GetTimestamp();
            var rest = kept.Select(one => one.Event).ToLookup(one => one.ShardId);
            replaying.UnionWith(shardIds);
            kept.Clear();
            keptByKey.Clear();
            SignalBegun();
            return rest;
        }
    }

    /// <summary>All calls of what was kept for a shard have begun.</summary>
    public void EndReplay(int shardId)
    {
        lock (gate)
        {
            replaying.Remove(shardId);
        }
    }

    private bool TryTakeHandled(EventKey key)
    {
        if (!handled.TryGetValue(key, out var before))
        {
            return false;
        }

        if (before.Count > 1)
        {
            handled[key] = (before.Count - 1, before.Last);
        }
        else
        {
            handled.Remove(key);
        }

        return true;
    }

    private void Keep(KeptEvent one, EventKey key)
    {
        var node = kept.AddLast((one, key));
        if (!keptByKey.TryGetValue(key, out var copies))
        {
            keptByKey.Add(key, copies = new Queue<LinkedListNode<(KeptEvent Event, EventKey Key)>>());
        }

        copies.Enqueue(node);
        keptBytes += one.Data.Length;
        while (keptBytes > mostKeptBytes)
        {
            Forget(kept.First!);
            Forgotten++;
        }
    }

    /// <summary>The oldest of its key goes: of equal events it does not matter which one.</summary>
    private void Forget(LinkedListNode<(KeptEvent Event, EventKey Key)> node)
    {
        var copies = keptByKey[node.Value.Key];
        copies.Dequeue();
        if (copies.Count == 0)
        {
            keptByKey.Remove(node.Value.Key);
        }

        keptBytes -= node.Value.Event.Data.Length;
        kept.Remove(node);
    }

    private void Clean()
    {
        if (time.GetElapsedTime(cleaned) > Memory)
        {
            cleaned = time.GetTimestamp();
            foreach (var key in handled.Where(entry => time.GetElapsedTime(entry.Value.Last) > Memory).Select(entry => entry.Key).ToList())
            {
                handled.Remove(key);
            }
        }
    }

    private void SignalBegun()
    {
        if (HasSwitched && midway == 0)
        {
            begun.TrySetResult();
        }
    }
}
