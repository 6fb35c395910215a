namespace Spectacles.Gateway;

/// <summary>Decides for each event of a set of shards whether its handlers are called. Only a set that takes over from another one, or hands over to one, has a filter.</summary>
internal interface IEventFilter
{
    /// <summary>Decides what happens to an event.</summary>
    /// <param name="shardId">The shard that has received it.</param>
    /// <param name="envelope">The event.</param>
    /// <param name="hasHandlers">Whether there is anything to be called.</param>
    /// <param name="begins">Whether it belongs to the beginning of the session: <see cref="GuildArrivals.Take"/>.</param>
    FilterVerdict Receive(int shardId, in Envelope envelope, bool hasHandlers, bool begins);

    /// <summary>All calls of an event that was to be handled have begun.</summary>
    void CallsBegun();
}
