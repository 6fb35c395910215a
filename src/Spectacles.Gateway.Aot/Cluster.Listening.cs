namespace Spectacles.Gateway;

/// <content>Listening to the events of all shards.</content>
public sealed partial class Cluster
{
    internal ListenerSet Listeners => handlers.Listeners;

    internal override TimeProvider Time => Gateway.Time;

    /// <summary>
    /// Waits until the shards are spawned, and then for the guilds of all shards. See
    /// <see cref="Shard.WaitForGuildsAsync(CancellationToken)"/>. Can be called before spawning.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The guilds of all shards that are unavailable when the wait ends.</returns>
    /// <exception cref="InvalidOperationException">The sessions have not requested <see cref="GatewayIntents.Guilds"/>.</exception>
    /// <exception cref="GatewayException">
    /// The API refused the request, or the cluster or a shard was stopped or closed permanently.
    /// </exception>
    public async Task<IReadOnlyList<Snowflake>> WaitForGuildsAsync(CancellationToken cancellationToken = default)
    {
        await SpawnedAsync(cancellationToken).ConfigureAwait(false);
        var missing = await Task.WhenAll(Shards.Values.Select(shard => shard.WaitForGuildsAsync(cancellationToken))).ConfigureAwait(false);
        return [.. missing.SelectMany(ids => ids).Order()];
    }

    /// <inheritdoc cref="WaitForGuildsAsync(CancellationToken)"/>
    /// <param name="timeout">The longest wait, measured by the clock of the options.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="TimeoutException">Guilds have not arrived when the time is over.</exception>
    public Task<IReadOnlyList<Snowflake>> WaitForGuildsAsync(TimeSpan timeout, CancellationToken cancellationToken = default) =>
        TimedWait.RunAsync(WaitForGuildsAsync, "The shards have not received all guilds", timeout, Time, cancellationToken);

    internal override IDisposable Listen(
        string? eventName,
        ListenerIntents intents,
        Func<Dispatch, Shard, CancellationToken, ValueTask> call,
        Action<GatewayException>? ended = null) =>
        ListenerRegistration.Add(Add, eventName, intents, call, ended);

    internal override Task<T> WaitForAsync<T>(
        string eventName, ListenerIntents intents, Func<Dispatch, T> read, Func<T, bool>? predicate, CancellationToken cancellationToken) =>
        HandlerWait.For(EventWait<T>.BeginAsync(Add, eventName, intents, read, predicate, cancellationToken));

    private void Add(ListenerRegistration listener)
    {
        lock (gate)
        {
            if (asked is { } intents)
            {
                listener.Intents.ThrowIfMissing(intents, listener.Name);
            }

            handlers.Listeners.Add(listener);
        }
    }

    /// <summary>Fixes the intents. From now on, a listener can't change what the sessions request.</summary>
    private GatewayIntents FixIntents()
    {
        lock (gate)
        {
            asked = Intents;
            return Intents;
        }
    }
}
