namespace Spectacles.Gateway.Fleet;

/// <summary>What a reader gets when it asks.</summary>
/// <param name="Number">The number of the record in its partition.</param>
/// <param name="Unanswered">The record; null if there is none now.</param>
/// <param name="Wait">Without a record: the time after which there can be one, even if nothing changes.</param>
internal readonly record struct LogTake(long Number, UnansweredRecord? Unanswered, TimeSpan Wait)
{
    /// <summary>No record until something changes.</summary>
    public static LogTake Nothing { get; } = new(0, null, Timeout.InfiniteTimeSpan);
}
