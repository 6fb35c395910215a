namespace Spectacles.Gateway.Fleet;

/// <summary>What a worker group reads from the log.</summary>
public sealed record DeliveryQuery
{
    /// <summary>The worker group: 1 to 32 lowercase letters, digits and hyphens. Its progress is stored under this name.</summary>
    public required string WorkerGroup { get; init; }

    /// <summary>
    /// The names of the single events to read; null for all. A reader may also get events that an earlier query of its worker group named.
    /// Packs are always read, and the reader selects the events that it needs.
    /// </summary>
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>
    /// The number of records of a partition that can be delivered and not answered. Records that wait for another delivery may count too.
    /// So a worker sets this to much more than it handles at the same time, or failed events would delay the others.
    /// </summary>
    public int MaxInFlight { get; init; } = 256;

    /// <summary>
    /// Returns how many records the reader can take now; null for any number. An engine fetches no more than that: a record that waits in a
    /// busy reader is late, and is out of order if another reader continues meanwhile.
    /// </summary>
    public Func<int>? Room { get; init; }

    /// <summary>
    /// Returns how many bytes of records the reader can take now, of this partition; null for any number. An engine fetches no more than
    /// that ahead. The record that the reader asks for may have any size.
    /// </summary>
    public Func<long>? RoomBytes { get; init; }

    /// <summary>
    /// The time after which a record without an answer is delivered again; 30 seconds by default. <see cref="Delivery.ProlongAsync"/>
    /// restarts it.
    /// </summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
