namespace Spectacles.Gateway.Fleet;

/// <summary>What a worker group reads from the log.</summary>
public sealed record DeliveryQuery
{
    /// <summary>The worker group: 1 to 32 lowercase letters, digits and hyphens. Its progress is stored under this name.</summary>
    public required string WorkerGroup { get; init; }

    /// <summary>
    /// The names of the single events; null for all. A reader may also get those that an earlier query of its worker group has named.
    /// Packs are always read, and the reader chooses among their events.
    /// </summary>
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>
    /// The number of records of a partition that can be delivered and unanswered. Those that wait for another delivery may count too, so
    /// a worker asks for many more than it handles at the same time: failed events must not hold up the others.
    /// </summary>
    public int MaxInFlight { get; init; } = 256;

    /// <summary>
    /// Returns how many records the reader can take now; null for any number. An engine fetches no more than that: what waits at a busy
    /// reader comes late, and out of order if another reader goes on meanwhile.
    /// </summary>
    public Func<int>? Room { get; init; }

    /// <summary>
    /// The time after which a record without an answer is delivered again; 30 seconds by default. <see cref="Delivery.ProlongAsync"/>
    /// begins it anew.
    /// </summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
