namespace Spectacles.Gateway;

/// <summary>
/// The period in which two sets of shards receive the same events. The old set handles all events until the switch, the new set all events
/// after it, and each event is handled once. Equal events are counted, because a reaction that is added, removed and added again has the
/// same bytes twice.
/// </summary>
/// <remarks>docs/decisions/0010-resharding.md</remarks>
/// <param name="time">The clock.</param>
/// <param name="mostKeptBytes">The maximum size of the kept events that only the new set has received.</param>
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

    /// <summary>
    /// The number of the new set's events that were discarded, because too many were kept. Those that the old set never receives are lost.
    /// </summary>
    public long Forgotten { get; private set; }

    /// <summary>Whether nothing is left to compare.</summary>
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

    /// <summary>A task that completes when the switch is done and the old set has begun every call of its events.</summary>
    public Task OldHasBegun => begun.Task;

    /// <summary>Handles an event that a shard of the old set has received.</summary>
    /// <returns>Whether the old set handles it. If so, <see cref="BegunByOld"/> must follow.</returns>
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

    /// <summary>Notes that all calls of an event have begun.</summary>
    public void BegunByOld()
    {
        lock (gate)
        {
            midway--;
            SignalBegun();
        }
    }

    /// <summary>Handles an event that a shard of the new set has received.</summary>
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

    /// <summary>Settles an event for which a set has no handlers.</summary>
    /// <param name="key">The event.</param>
    /// <param name="byNew">Whether the new set received it.</param>
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

    /// <summary>Handles an event at the new set that each session receives separately, such as READY.</summary>
    public FilterVerdict ReceiveOwnByNew(int shardId)
    {
        lock (gate)
        {
            return !HasSwitched ? FilterVerdict.Leave : replaying.Contains(shardId) ? FilterVerdict.Postpone : FilterVerdict.Handle;
        }
    }

    /// <summary>
    /// Forgets events that the old set handled before a moment. Both sets have received every event up to that moment, so no counterpart is
    /// still to arrive.
    /// </summary>
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

    /// <summary>Lets the new set take over.</summary>
    /// <param name="shardIds">
    /// The new shards. Each postpones the events that it receives until <see cref="EndReplay"/> is called for it.
    /// </param>
    /// <returns>The events that the new set has received and the old one has not, in order. They must be handled first.</returns>
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

    /// <summary>Notes that all calls of the events kept for a shard have begun.</summary>
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

    /// <summary>Removes the oldest event with its key. Among equal events, it does not matter which one is removed.</summary>
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
