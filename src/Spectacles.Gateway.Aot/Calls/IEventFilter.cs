namespace Spectacles.Gateway;

/// <summary>
/// Decides for each event of a set of shards whether its handlers are called. Only a set that takes over from another one, or is being
/// replaced, has a filter.
/// </summary>
internal interface IEventFilter
{
    /// <summary>Decides what happens to an event.</summary>
    /// <param name="shardId">The shard that has received it.</param>
    /// <param name="envelope">The event.</param>
    /// <param name="hasHandlers">Whether any handler or listener would be called.</param>
    /// <param name="begins">Whether it belongs to the beginning of the session. See <see cref="GuildArrivals.Take"/>.</param>
    FilterVerdict Receive(int shardId, in Envelope envelope, bool hasHandlers, bool begins);

    /// <summary>Notes that all calls of an event that was to be handled have begun.</summary>
    void CallsBegun();
}
