namespace Spectacles.Gateway;

/// <content>What a user sends without knowing which shard it is for.</content>
public sealed partial class Cluster
{
    /// <summary>The shard that owns a guild: <c>(guild_id &gt;&gt; 22) % shards</c>.</summary>
    /// <param name="guildId">The guild.</param>
    /// <exception cref="InvalidOperationException">Nothing is spawned, or the shard is not in this process; the message says which one it is.</exception>
    /// <remarks>https://discord.com/developers/docs/events/gateway#sharding-sharding-formula</remarks>
    public Shard ShardFor(Snowflake guildId) => ServingSet().For(guildId);

    /// <summary>Sends a command to the shard that owns a guild: when it is READY, and when Discord's limit of 120 messages in 60 seconds has room.</summary>
    /// <param name="guildId">The guild that the command is about.</param>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Ends the wait; a command that is on its way is not called back.</param>
    /// <exception cref="InvalidOperationException">Nothing is spawned, or the shard is not in this process; the message says which one it is. Thrown at the call, and not by its task.</exception>
    /// <exception cref="ArgumentException">It has more than 4096 bytes. Thrown at the call, and not by its task.</exception>
    /// <exception cref="GatewayException">The connection broke while it was sent, or the shard was stopped or closed for good.</exception>
    public ValueTask SendForGuildAsync(Snowflake guildId, GatewayCommand command, CancellationToken cancellationToken = default) =>
        SendForGuildAsync(guildId, command, WhenNotReady.Wait, cancellationToken);

    /// <inheritdoc cref="SendForGuildAsync(Snowflake, GatewayCommand, CancellationToken)"/>
    /// <param name="guildId">The guild that the command is about.</param>
    /// <param name="command">The command.</param>
    /// <param name="whenNotReady">Whether to wait while the shard is not READY.</param>
    /// <param name="cancellationToken">Ends the wait; a command that is on its way is not called back.</param>
    public ValueTask SendForGuildAsync(Snowflake guildId, GatewayCommand command, WhenNotReady whenNotReady, CancellationToken cancellationToken = default) =>
        ShardFor(guildId).SendAsync(command, whenNotReady, cancellationToken);

    /// <summary>Sends a whole payload, byte for byte, to the shard that owns a guild.</summary>
    /// <param name="guildId">The guild that the payload is about.</param>
    /// <param name="payload">One JSON object in UTF-8 with <c>op</c> and <c>d</c>. It is copied: the buffer is the caller's again when the call returns.</param>
    /// <param name="cancellationToken">Ends the wait; a command that is on its way is not called back.</param>
    /// <exception cref="InvalidOperationException">Nothing is spawned, or the shard is not in this process; the message says which one it is. Thrown at the call, and not by its task.</exception>
    /// <exception cref="ArgumentException">The payload is none that a bot may send. Thrown at the call, and not by its task.</exception>
    /// <exception cref="GatewayException">The connection broke while it was sent, or the shard was stopped or closed for good.</exception>
    public ValueTask SendForGuildAsync(Snowflake guildId, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default) =>
        ShardFor(guildId).SendAsync(payload, cancellationToken);

    /// <summary>Changes the status and activity of the bot on every shard of this process.</summary>
    /// <param name="presence">The presence. Each shard repeats it in every IDENTIFY.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when every shard has sent it; a shard that is not READY does so later.</returns>
    /// <exception cref="InvalidOperationException">Nothing is spawned: <see cref="ClusterOptions.Presence"/> is what sessions begin with.</exception>
    /// <exception cref="GatewayException">A shard's connection broke while it was sent, or a shard was stopped or closed for good.</exception>
    public Task UpdatePresenceAsync(UpdatePresence presence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(presence);
        return Task.WhenAll(ServingSet().Shards.Values.Select(shard => shard.SendAsync(presence, cancellationToken).AsTask()));
    }

    /// <summary>Asks for the soundboard sounds of guilds, each on the shard that owns it, with as few messages as that takes. SOUNDBOARD_SOUNDS answers, once for each guild.</summary>
    /// <param name="guildIds">The guilds, as many as you like.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">Nothing is spawned, or the shard of a guild is not in this process; then nothing is asked. Thrown at the call, and not by its task.</exception>
    /// <exception cref="GatewayException">A connection broke while it was sent, or a shard was stopped or closed for good.</exception>
    public Task RequestSoundboardSoundsAsync(IEnumerable<Snowflake> guildIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(guildIds);
        var set = ServingSet();
        var byShard = guildIds.Distinct().GroupBy(set.For).ToList();
        return Task.WhenAll(byShard.SelectMany(
            guilds => guilds.Chunk(RequestSoundboardSounds.MostGuilds),
            (guilds, some) => guilds.Key.SendAsync(new RequestSoundboardSounds(some), cancellationToken).AsTask()));
    }

    private ShardSet ServingSet() => layout.Serving ?? throw new InvalidOperationException("Nothing is spawned, so that nothing can be sent. Call SpawnAsync or RunAsync first.");
}
