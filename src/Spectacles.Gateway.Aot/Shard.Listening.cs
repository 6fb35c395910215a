namespace Spectacles.Gateway;

/// <content>Who listens to the events of this shard.</content>
public sealed partial class Shard
{
    internal override ListenerSet Listeners { get; } = new();

    internal override TimeProvider Time => context.Time;

    /// <summary>The intents that its sessions ask for.</summary>
    internal GatewayIntents Intents => Loop.Orders.Asked(context.Asked).Intents;

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
    public Task<IReadOnlyList<Snowflake>> GuildsReadyAsync(CancellationToken cancellationToken = default)
    {
        new ListenerIntents(GatewayIntents.Guilds, GatewayIntents.None).ThrowIfMissing(
            Intents, "wait for guilds", "Add Guilds to ClusterOptions.Intents, or add a handler or a listener of GUILD_CREATE to the cluster before SpawnAsync.");
        return HandlerWait.For(ArriveAsync(cancellationToken));
    }

    /// <summary>When members' lists were asked for.</summary>
    internal MemberListPace MemberLists { get; }

    /// <summary>The number of the shard that has a guild's events.</summary>
    internal int OwnerOf(Snowflake guildId) => context.OwnerOf(guildId);

    internal override void Add(Listener listener)
    {
        listener.Intents.ThrowIfMissing(Intents, listener.Name);
        Listeners.Add(listener);
    }

    /// <summary>No event will come any more.</summary>
    internal void EndWaits(GatewayException reason)
    {
        Listeners.End(reason);
        arrivals.End(reason);
    }

    private async Task<IReadOnlyList<Snowflake>> ArriveAsync(CancellationToken cancellationToken)
    {
        await ReadyTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await arrivals.Complete.WaitAsync(GuildArrivals.Patience, Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // What has not come by now is missing.
        }

        return arrivals.Missing;
    }
}
