namespace Spectacles.Gateway;

/// <content>Sending commands without knowing which shard they belong to.</content>
public sealed partial class Cluster
{
    /// <summary>Returns the shard that owns a guild: <c>(guild_id &gt;&gt; 22) % shards</c>.</summary>
    /// <param name="guildId">The guild.</param>
    /// <exception cref="InvalidOperationException">
    /// The cluster is not spawned, or the shard is not in this process. The message contains the shard's number.
    /// </exception>
    /// <remarks>https://discord.com/developers/docs/events/gateway#sharding-sharding-formula</remarks>
    public Shard ShardFor(Snowflake guildId) => ServingSet().For(guildId);

    /// <summary>
    /// Sends a command to the shard that owns a guild, as soon as the shard is READY and Discord's limit of 120 messages in 60 seconds
    /// allows it.
    /// </summary>
    /// <param name="guildId">The guild that the command is about.</param>
    /// <param name="command">The command.</param>
    /// <param name="whenNotReady">Whether to wait while the shard is not READY.</param>
    /// <param name="cancellationToken">Removes the command from the queue. A command that is being written is not canceled.</param>
    /// <exception cref="InvalidOperationException">
    /// The cluster is not spawned, or the shard is not in this process. The message contains the shard's number. Thrown by the call itself,
    /// not by its task.
    /// </exception>
    /// <exception cref="ArgumentException">The command has more than 4096 bytes. Thrown by the call itself, not by its task.</exception>
    /// <exception cref="GatewayException">See <see cref="Shard.SendAsync"/>.</exception>
    public ValueTask SendForGuildAsync(
        Snowflake guildId,
        GatewayCommand command,
        WhenNotReady whenNotReady = WhenNotReady.Wait,
        CancellationToken cancellationToken = default) =>
        ShardFor(guildId).SendAsync(command, whenNotReady, cancellationToken);

    /// <summary>Sends a command, such as a presence, to every shard of this process.</summary>
    /// <param name="command">The command.</param>
    /// <param name="whenNotReady">Whether to wait for shards that are not READY.</param>
    /// <param name="cancellationToken">Removes the command from the queues. A command that is being written is not canceled.</param>
    /// <returns>A task that completes when every shard has written the command.</returns>
    /// <exception cref="InvalidOperationException">The cluster is not spawned. Thrown by the call itself, not by its task.</exception>
    /// <exception cref="ArgumentException">The command has more than 4096 bytes. Thrown by the call itself, not by its task.</exception>
    /// <exception cref="GatewayException">See <see cref="Shard.SendAsync"/>. The command is sent to the other shards anyway.</exception>
    public Task BroadcastAsync(
        GatewayCommand command, WhenNotReady whenNotReady = WhenNotReady.Wait, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return Task.WhenAll(ServingSet().Shards.Values.Select(shard => shard.SendAsync(command, whenNotReady, cancellationToken).AsTask()));
    }

    /// <summary>
    /// Requests the soundboard sounds of guilds, each on the shard that owns it, in as few messages as possible. Discord answers with one
    /// SOUNDBOARD_SOUNDS event per guild.
    /// </summary>
    /// <param name="guildIds">The guilds. Their number is not limited.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="InvalidOperationException">
    /// The cluster is not spawned, or the shard of a guild is not in this process. In that case nothing is requested. Thrown by the call
    /// itself, not by its task.
    /// </exception>
    /// <exception cref="GatewayException">A connection was lost during the send, or a shard was stopped or closed permanently.</exception>
    public Task RequestSoundboardSoundsAsync(IEnumerable<Snowflake> guildIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(guildIds);
        var set = ServingSet();
        var byShard = guildIds.Distinct().GroupBy(set.For).ToList();
        return Task.WhenAll(byShard.SelectMany(
            guilds => guilds.Chunk(RequestSoundboardSounds.MostGuilds),
            (guilds, some) => guilds.Key.SendAsync(new RequestSoundboardSounds(some), cancellationToken: cancellationToken).AsTask()));
    }

    private ShardSet ServingSet() =>
        layout.Serving
            ?? throw new InvalidOperationException("No shard is spawned. Call SpawnAsync or RunAsync before you send.");
}
