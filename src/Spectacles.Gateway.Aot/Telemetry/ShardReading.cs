namespace Spectacles.Gateway;

/// <summary>What a collection of metrics reads of a shard.</summary>
/// <param name="id">The shard's number.</param>
/// <param name="state">Its state.</param>
/// <param name="callsInFlight">The number of unfinished handler calls.</param>
/// <param name="commandsWaiting">The number of commands that wait.</param>
/// <param name="guildsAvailable">The number of available guilds; null if it is not known.</param>
/// <param name="guildsUnavailable">The number of unavailable guilds; null if it is not known.</param>
/// <param name="eventsUnconfirmed">The number of events that the event sink has not confirmed; null without a sink.</param>
internal sealed class ShardReading(
    int id,
    ShardState state,
    int callsInFlight,
    int commandsWaiting,
    int? guildsAvailable,
    int? guildsUnavailable,
    int? eventsUnconfirmed)
{
    public int Id => id;

    public ShardState State => state;

    public int CallsInFlight => callsInFlight;

    public int CommandsWaiting => commandsWaiting;

    public int? GuildsAvailable => guildsAvailable;

    public int? GuildsUnavailable => guildsUnavailable;

    public int? EventsUnconfirmed => eventsUnconfirmed;
}
