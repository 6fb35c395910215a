namespace Spectacles.Gateway.Fleet;

/// <summary>A record in the log in memory.</summary>
internal sealed class LogRecord
{
    public required byte[] Bytes { get; init; }

    /// <summary>The group that it was appended for; -1 for a retry.</summary>
    public required int Group { get; init; }

    public required RecordAddress Address { get; init; }

    /// <summary>The only worker group that reads it; null for all.</summary>
    public required string? RetryOf { get; init; }

    /// <summary>The timestamp of the clock.</summary>
    public required long StoredAt { get; init; }

    /// <summary>Whether a bound has removed it.</summary>
    public bool IsGone { get; set; }

    public bool IsFor(DeliveryQuery query) => RetryOf is not null
        ? RetryOf == query.WorkerGroup
        : Address.IsPack || query.Events is null || query.Events.Contains(Address.EventName!);
}
