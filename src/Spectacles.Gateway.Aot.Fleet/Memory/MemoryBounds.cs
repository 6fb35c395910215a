namespace Spectacles.Gateway.Fleet;

/// <summary>How much a <see cref="MemoryBroker"/> keeps. What is beyond a bound is removed, oldest first, read or not.</summary>
public sealed record MemoryBounds
{
    /// <summary>The greatest number of records in the log; 100,000 by default.</summary>
    public int Records { get; init; } = 100_000;

    /// <summary>The greatest sum of the records' sizes in the log, in bytes; 64 MB by default.</summary>
    public long Bytes { get; init; } = 64 << 20;

    /// <summary>The size of the largest record, in bytes; 8 MB by default.</summary>
    public int RecordBytes { get; init; } = 8 << 20;

    /// <summary>The greatest age of a record in the log; one hour by default.</summary>
    public TimeSpan Age { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The greatest number of dead letters of a worker group; 1,000 by default.</summary>
    public int DeadLetters { get; init; } = 1_000;
}
