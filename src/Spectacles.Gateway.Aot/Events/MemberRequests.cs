using System.Runtime.CompilerServices;

namespace Spectacles.Gateway.Events;

/// <summary>Asks for members of guilds, and gives their chunks as they come.</summary>
public static class MemberRequests
{
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Asks for members of a guild. The request is sent when the enumeration begins; to leave the enumeration is to give it up.</summary>
    /// <param name="shard">The shard that owns the guild.</param>
    /// <param name="request">Which members. Without a nonce it gets one of its own.</param>
    /// <param name="timeout">How long to wait for each chunk; 30 seconds by default.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>The chunks in the order in which they come, each once. Ids that are no members are in <see cref="GuildMembersChunk.NotFound"/>.</returns>
    /// <remarks>
    /// A lost connection is no end: what is missing comes with the resume. Where Discord begins a new session instead, the answer is lost and the wait times out.
    /// Chunks that have come and have not been taken are kept in memory.
    /// </remarks>
    /// <exception cref="InvalidOperationException">
    /// The sessions have not asked for <see cref="GatewayIntents.GuildMembers"/>, which all members need, or <see cref="GatewayIntents.GuildPresences"/>, which presences need.
    /// </exception>
    /// <exception cref="GatewayRateLimitedException">All members of this guild have been asked for within the last 30 seconds: by this shard, and nothing is sent; or elsewhere, and Discord says so.</exception>
    /// <exception cref="TimeoutException">No chunk came in time. The message says what is known: the chunks that have come, the shard's state and session.</exception>
    /// <exception cref="System.Text.Json.JsonException">A chunk can't be read. It is reported as <see cref="GatewayErrorKind.Payload"/> too.</exception>
    /// <exception cref="GatewayException">The connection broke while the request was sent, or the shard was stopped or closed for good.</exception>
    public static IAsyncEnumerable<GuildMembersChunk> RequestGuildMembersAsync(
        this Shard shard, RequestGuildMembers request, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(shard);
        ArgumentNullException.ThrowIfNull(request);
        var patience = timeout ?? UsualTimeout;
        if (patience != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(patience, TimeSpan.Zero, nameof(timeout));
        }

        new ListenerIntents(GatewayIntents.None, request.Intents).ThrowIfMissing(
            shard.Intents, $"request for members of guild {request.GuildId}", $"Add {request.Intents} to ClusterOptions.Intents.");
        return ReadAsync(cancellationToken);

        // Each enumeration is a request of its own, with a nonce of its own.
        async IAsyncEnumerable<GuildMembersChunk> ReadAsync([EnumeratorCancellation] CancellationToken giveUp)
        {
            await foreach (var chunk in new MemberRequest(shard, request, patience).ReadAsync(giveUp).ConfigureAwait(false))
            {
                yield return chunk;
            }
        }
    }

    /// <inheritdoc cref="RequestGuildMembersAsync(Shard, RequestGuildMembers, TimeSpan?, CancellationToken)"/>
    /// <param name="cluster">The cluster, which finds the shard that owns the guild.</param>
    /// <param name="request">Which members. Without a nonce it gets one of its own.</param>
    /// <param name="timeout">How long to wait for each chunk; 30 seconds by default.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public static IAsyncEnumerable<GuildMembersChunk> RequestGuildMembersAsync(
        this Cluster cluster, RequestGuildMembers request, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(request);
        return cluster.ShardFor(request.GuildId).RequestGuildMembersAsync(request, timeout, cancellationToken);
    }
}
