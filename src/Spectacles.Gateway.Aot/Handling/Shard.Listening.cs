namespace Spectacles.Gateway;

/// <content>Listening to the events of this shard.</content>
public abstract partial class Shard
{
    /// <summary>
    /// Waits until Discord has reported for every guild in READY whether it is available, and the handlers of these events have run to
    /// their first <c>await</c>.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>
    /// The guilds that are unavailable when the wait ends. These are the guilds in an outage: Discord sent <c>"unavailable": true</c> in
    /// GUILD_CREATE or GUILD_DELETE, and sends GUILD_CREATE when the outage is over. They also include guilds without an event within 60
    /// seconds of READY or, if that is later, of this call. A guild that the bot has left is not included. The list is empty for a session
    /// that another process began and that was resumed here, because Discord does not announce its guilds again.
    /// </returns>
    /// <remarks>https://discord.com/developers/docs/events/gateway-events#guild-create</remarks>
    /// <exception cref="InvalidOperationException">The session has not requested <see cref="GatewayIntents.Guilds"/>.</exception>
    /// <exception cref="GatewayStoppedException">The shard was stopped, or closed permanently.</exception>
    public abstract Task<IReadOnlyList<Snowflake>> WaitForGuildsAsync(CancellationToken cancellationToken = default);

    /// <inheritdoc cref="WaitForGuildsAsync(CancellationToken)"/>
    /// <param name="timeout">The longest wait, measured by the clock of the options.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="TimeoutException">Guilds have not arrived when the time is over.</exception>
    public Task<IReadOnlyList<Snowflake>> WaitForGuildsAsync(TimeSpan timeout, CancellationToken cancellationToken = default) =>
        TimedWait.RunAsync(WaitForGuildsAsync, $"Shard {Id} has not received all guilds", timeout, Time, cancellationToken);

    /// <summary>The intents that its sessions request.</summary>
    internal abstract GatewayIntents Intents { get; }

    /// <summary>The times of the requests for whole member lists.</summary>
    internal abstract MemberListPace MemberLists { get; }

    /// <summary>The total number of shards of the bot.</summary>
    internal abstract int ShardCount { get; }
}
