namespace Spectacles.Gateway;

/// <content>Who listens to the events of this shard.</content>
public abstract partial class Shard
{
    /// <summary>Waits until Discord has said of every guild that READY announced whether it is there, and the handlers of these events have run to their first <c>await</c>.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// The guilds that are not there when the wait ends: those in an outage (Discord sent <c>"unavailable": true</c> in GUILD_CREATE or GUILD_DELETE; GUILD_CREATE follows when the outage is over), and
    /// those of which nothing came within 60 seconds of READY or, if that is later, of this call. A guild that the bot has left is not among them. None for a session that was begun by another process and resumed
    /// here: Discord does not announce its guilds again.
    /// </returns>
    /// <remarks>https://discord.com/developers/docs/events/gateway-events#guild-create</remarks>
    /// <exception cref="InvalidOperationException">The session has not asked for <see cref="GatewayIntents.Guilds"/>.</exception>
    /// <exception cref="GatewayException">The shard was stopped, or closed for good.</exception>
    public abstract Task<IReadOnlyList<Snowflake>> GuildsReadyAsync(CancellationToken cancellationToken = default);

    /// <summary>The intents that its sessions ask for.</summary>
    internal abstract GatewayIntents Intents { get; }

    /// <summary>When whole member lists were asked for.</summary>
    internal abstract MemberListPace MemberLists { get; }

    /// <summary>The number of the shard that has a guild's events.</summary>
    internal abstract int OwnerOf(Snowflake guildId);
}
