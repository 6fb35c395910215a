using Spectacles.Gateway.Pacing;
using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway;

/// <content>Who listens to the events of this shard.</content>
public sealed partial class Shard
{
    internal override ListenerSet Listeners { get; } = new();

    internal override TimeProvider Time => context.Time;

    /// <summary>The intents that its sessions ask for.</summary>
    internal GatewayIntents Intents => Loop.Orders.Asked(context.Asked).Intents;

    /// <summary>Waits until every guild that READY has announced is available: its GUILD_CREATE has come, or it is gone.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The guilds that had not come within 60 seconds: those of an outage, whose GUILD_CREATE follows when it is over. None at a session that another process has begun, which is told of no guild anew.</returns>
    /// <exception cref="InvalidOperationException">The session has not asked for <see cref="GatewayIntents.Guilds"/>.</exception>
    /// <exception cref="GatewayException">The shard was stopped, or closed for good.</exception>
    public Task<IReadOnlyList<Snowflake>> GuildsReadyAsync(CancellationToken cancellationToken = default)
    {
        new ListenerIntents(GatewayIntents.Guilds, GatewayIntents.None).ThrowIfMissing(Intents, "wait for guilds");
        return HandlerWait.For(ArriveAsync(cancellationToken));
    }

    /// <summary>When members' lists were asked for.</summary>
    internal MemberListPace MemberLists { get; }

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
            // What has not come by now is said below.
        }

        return arrivals.Awaited;
    }
}
