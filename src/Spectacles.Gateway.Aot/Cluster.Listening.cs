using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway;

/// <content>Who listens to the events of all shards.</content>
public sealed partial class Cluster
{
    internal override ListenerSet Listeners => handlers.Listeners;

    internal override TimeProvider Time => options.TimeProvider;

    /// <summary>Waits until every guild of every shard is available: see <see cref="Shard.GuildsReadyAsync"/>.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The guilds that did not come in time.</returns>
    /// <exception cref="InvalidOperationException">Nothing has been spawned, or the sessions have not asked for <see cref="GatewayIntents.Guilds"/>.</exception>
    /// <exception cref="GatewayException">The API refused, or a shard was stopped or closed for good.</exception>
    public async Task<IReadOnlyList<Snowflake>> GuildsReadyAsync(CancellationToken cancellationToken = default)
    {
        var spawned = spawning ?? throw new InvalidOperationException("Nothing is spawned. Call SpawnAsync or RunAsync before waiting for guilds.");
        await spawned.WaitAsync(cancellationToken).ConfigureAwait(false);
        var missing = await Task.WhenAll(Shards.Values.Select(shard => shard.GuildsReadyAsync(cancellationToken))).ConfigureAwait(false);
        return [.. missing.SelectMany(ids => ids)];
    }

    internal override void Add(Listener listener)
    {
        lock (gate)
        {
            if (asked is { } intents)
            {
                listener.Intents.ThrowIfMissing(intents, listener.Name);
            }

            Listeners.Add(listener);
        }
    }

    /// <summary>From now on a listener can't change what the sessions ask for.</summary>
    private GatewayIntents FixIntents()
    {
        lock (gate)
        {
            asked = Intents;
            return Intents;
        }
    }
}
