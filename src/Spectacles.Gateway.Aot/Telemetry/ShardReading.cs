namespace Spectacles.Gateway;

/// <summary>What a collection of metrics reads of a shard.</summary>
/// <param name="Id">The shard's number.</param>
/// <param name="State">Its state.</param>
/// <param name="CallsInFlight">The number of unfinished handler calls.</param>
/// <param name="CommandsWaiting">The number of commands that wait.</param>
/// <param name="GuildsAvailable">The number of available guilds; null if it is not known.</param>
/// <param name="GuildsUnavailable">The number of unavailable guilds; null if it is not known.</param>
/// <param name="EventsUnconfirmed">The number of events that the event sink has not confirmed; null without a sink.</param>
internal readonly record struct ShardReading(
    int Id,
    ShardState State,
    int CallsInFlight,
    int CommandsWaiting,
    int? GuildsAvailable,
    int? GuildsUnavailable,
    int? EventsUnconfirmed);
