namespace Spectacles.Gateway;

/// <summary>
/// The events of one session that were received and whose storing is not confirmed yet. The read loop adds them, any thread confirms them
/// in any order.
/// </summary>
/// <param name="received">The sequence after which the session begins or continues.</param>
internal sealed class UnconfirmedEvents(long received)
{
    private const int FirstCapacity = 16;

    private readonly Lock gate = new();

    // A ring of ascending sequences, from the oldest one that is not confirmed. The complement of a sequence is a confirmed one.
    private long[] ring = [];
    private int head;
    private int length;
    private int count;
    private long received = received;
    private long before = received;
    private long confirmed = received;
    private bool isOpen;
    private Action? whenNone;

    /// <summary>The sequence of the last event up to which every received event is confirmed.</summary>
    public long ConfirmedUpTo
    {
        get
        {
            lock (gate)
            {
                return confirmed;
            }
        }
    }

    /// <summary>
    /// Returns the number of events that are not confirmed, and the sequence of the oldest one; without one, that of the last event.
    /// </summary>
    public (int Count, long First) Look()
    {
        lock (gate)
        {
            return (count, length == 0 ? received : At(0));
        }
    }

    /// <summary>
    /// Adds a received event, whose sequence is greater than all before. It is open until <see cref="Settle"/> or
    /// <see cref="Withdraw"/> is called.
    /// </summary>
    public void Add(long sequence)
    {
        lock (gate)
        {
            if (length == ring.Length)
            {
                Grow();
            }

            ring[(head + length++) % ring.Length] = sequence;
            count++;
            (before, received, isOpen) = (received, sequence, true);
        }
    }

    /// <summary>Returns whether this event is the open one. One whose sequence repeats or goes back was not added.</summary>
    public bool IsOpen(long sequence)
    {
        lock (gate)
        {
            return isOpen && received == sequence;
        }
    }

    /// <summary>Notes that the open event was taken, and is no longer withdrawn.</summary>
    public void Settle()
    {
        lock (gate)
        {
            isOpen = false;
        }
    }

    /// <summary>Removes the open event, as if it had not been received.</summary>
    /// <returns>The sequence that was received before it; null if no event is open, or the open one is confirmed.</returns>
    public long? Withdraw()
    {
        Action? none;
        lock (gate)
        {
            bool isPending = isOpen && length > 0 && At(length - 1) == received;
            isOpen = false;
            if (!isPending)
            {
                return null;
            }

            length--;
            count--;
            received = before;
            none = TakeWhenNone();
        }

        none?.Invoke();
        return before;
    }

    /// <summary>Confirms an event. Has no effect if it is confirmed, was withdrawn or was never added.</summary>
    public void Confirm(long sequence)
    {
        Action? none;
        lock (gate)
        {
            int at = Find(sequence);
            if (at < 0)
            {
                return;
            }

            ring[(head + at) % ring.Length] = ~sequence;
            count--;
            RemoveConfirmed();
            none = TakeWhenNone();
        }

        none?.Invoke();
    }

    /// <summary>Calls a method once, as soon as no event is unconfirmed. It must not block.</summary>
    public void NotifyWhenNone(Action call)
    {
        Action? none;
        lock (gate)
        {
            whenNone += call;
            none = TakeWhenNone();
        }

        none?.Invoke();
    }

    private Action? TakeWhenNone()
    {
        if (count > 0)
        {
            return null;
        }

        var call = whenNone;
        whenNone = null;
        return call;
    }

    /// <summary>Returns the position of an event that is not confirmed; -1 if there is none.</summary>
    private int Find(long sequence)
    {
        int low = 0;
        int high = length - 1;
        while (low <= high)
        {
            int middle = low + ((high - low) / 2);
            long found = ring[(head + middle) % ring.Length];
            long there = found < 0 ? ~found : found;
            if (there == sequence)
            {
                return found < 0 ? -1 : middle;
            }

            (low, high) = there < sequence ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    private void RemoveConfirmed()
    {
        while (length > 0 && At(0) < 0)
        {
            confirmed = ~At(0);
            head = (head + 1) % ring.Length;
            length--;
        }
    }

    private long At(int index) => ring[(head + index) % ring.Length];

    private void Grow()
    {
        long[] larger = new long[Math.Max(FirstCapacity, ring.Length * 2)];
        for (int i = 0; i < length; i++)
        {
            larger[i] = At(i);
        }

        (ring, head) = (larger, 0);
    }
}
