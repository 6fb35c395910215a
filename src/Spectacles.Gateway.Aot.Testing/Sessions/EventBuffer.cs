namespace Spectacles.Gateway.Testing;

/// <summary>The newest events of a session by sequence, kept for replay. When the buffer is full the oldest event is discarded.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#resuming</remarks>
internal sealed class EventBuffer(int capacity)
{
    private SessionEvent[] ring = new SessionEvent[Math.Min(capacity, 64)];

    /// <summary>The sequence of the newest event; 0 before the first.</summary>
    public long Last { get; private set; }

    /// <summary>The sequence of the oldest kept event.</summary>
    public long First => Math.Max(1, Last - kept + 1);

    private int kept;

    public void Append(SessionEvent item)
    {
        if (kept == ring.Length && kept < capacity)
        {
            Grow();
        }

        Last++;
        ring[Last % ring.Length] = item;
        if (kept < ring.Length)
        {
            kept++;
        }
    }

    public bool TryGet(long sequence, out SessionEvent item)
    {
        bool held = sequence >= First && sequence <= Last;
        item = held ? ring[sequence % ring.Length] : default;
        return held;
    }

    /// <summary>Discards the events up to this sequence.</summary>
    public void DiscardUpTo(long sequence)
    {
        for (long gone = First; gone <= Math.Min(sequence, Last); gone++)
        {
            ring[gone % ring.Length] = default;
            kept--;
        }
    }

    public void Clear()
    {
        kept = 0;
        ring = [default];
    }

    private void Grow()
    {
        var larger = new SessionEvent[Math.Min(capacity, ring.Length * 2)];
        for (long sequence = First; sequence <= Last; sequence++)
        {
            larger[sequence % larger.Length] = ring[sequence % ring.Length];
        }

        ring = larger;
    }
}
