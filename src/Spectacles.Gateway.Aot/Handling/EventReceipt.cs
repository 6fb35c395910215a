namespace Spectacles.Gateway;

/// <summary>Confirms one event that an <see cref="IEventSink"/> has taken. Copies confirm the same event.</summary>
public readonly struct EventReceipt : IEquatable<EventReceipt>
{
    private readonly Session? session;
    private readonly bool counts;

    /// <param name="session">The session of the event; null before READY.</param>
    /// <param name="sequence">The sequence of the event.</param>
    /// <param name="counts">Whether a confirmation has an effect.</param>
    internal EventReceipt(Session? session, long sequence, bool counts)
    {
        this.session = session;
        this.counts = counts;
        Sequence = sequence;
    }

    /// <summary>The event's sequence in its session; 0 if the event has none.</summary>
    public long Sequence { get; }

    /// <summary>
    /// The id of the event's session; null for an event before READY. Together with the token it gives access to the session. Store
    /// it only where the token could be stored, or store a hash of it.
    /// </summary>
    /// <remarks>The pair of id and <see cref="Sequence"/> identifies an event. One that is delivered again has the same pair.</remarks>
    public string? SessionId => session?.Id;

    /// <summary>
    /// Confirms that the event is stored. Can be called on any thread, in any order, at any time after <see cref="IEventSink.Receive"/> was
    /// called and, from within it, if it then returns <see cref="SinkResult.Taken"/>.
    /// </summary>
    /// <remarks>
    /// Does not block and does not throw. Has no effect when it is called again, for an event that was not taken, when the session of the
    /// event has ended, and for an event that repeats an earlier sequence or precedes READY. Costs a binary search in the shard's
    /// unconfirmed events, under a lock. Allocates nothing.
    /// </remarks>
    public void Confirm()
    {
        if (counts)
        {
            session!.Unconfirmed!.Confirm(Sequence);
        }
    }

    /// <summary>Returns whether two receipts are of the same event of the same session.</summary>
    public bool Equals(EventReceipt other) =>
        ReferenceEquals(session, other.session) && Sequence == other.Sequence && counts == other.counts;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EventReceipt other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(session, Sequence, counts);

    /// <summary>Compares two receipts.</summary>
    public static bool operator ==(EventReceipt left, EventReceipt right) => left.Equals(right);

    /// <summary>Compares two receipts.</summary>
    public static bool operator !=(EventReceipt left, EventReceipt right) => !left.Equals(right);

    /// <summary>Returns the sequence, without the id of the session.</summary>
    public override string ToString() => $"EventReceipt {{ Sequence = {Sequence} }}";
}
