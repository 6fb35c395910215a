using System.Runtime.CompilerServices;

namespace Spectacles.Gateway.Events;

/// <summary>Requests members of guilds, and returns their chunks as they arrive.</summary>
public static class MemberRequests
{
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Requests members of a guild. The request is sent when the enumeration begins. To cancel the request, end the enumeration.
    /// </summary>
    /// <param name="shard">The shard that owns the guild.</param>
    /// <param name="request">The requested members. If there is no nonce, one is created.</param>
    /// <param name="timeout">How long to wait for each chunk; 30 seconds by default.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>
    /// The chunks in the order of their arrival, each once. Ids that do not belong to members are in
    /// <see cref="GuildMembersChunk.NotFound"/>.
    /// </returns>
    /// <remarks>
    /// A lost connection does not end the enumeration: the missing chunks arrive after the resume. If Discord begins a new session instead,
    /// the response is lost and the wait times out. Chunks that have arrived and have not been read are kept in memory.
    /// </remarks>
    /// <exception cref="InvalidOperationException">
    /// The sessions have not requested <see cref="GatewayIntents.GuildMembers"/>, which requests for all members need, or
    /// <see cref="GatewayIntents.GuildPresences"/>, which presences need.
    /// </exception>
    /// <exception cref="GatewayRateLimitedException">
    /// All members of this guild have been requested within the last 30 seconds. If this shard requested them, nothing is sent; otherwise
    /// Discord refuses the request.
    /// </exception>
    /// <exception cref="TimeoutException">
    /// No chunk arrived in time. The message contains the number of received chunks and the shard's state and session.
    /// </exception>
    /// <exception cref="System.Text.Json.JsonException">
    /// A chunk can't be read. It is also reported as <see cref="GatewayErrorKind.Payload"/>.
    /// </exception>
    /// <exception cref="GatewayException">
    /// The connection was lost during the send, or the shard was stopped or closed permanently.
    /// </exception>
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

        // Each enumeration is a separate request with its own nonce.
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
    /// <param name="request">The requested members. If there is no nonce, one is created.</param>
    /// <param name="timeout">How long to wait for each chunk; 30 seconds by default.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public static IAsyncEnumerable<GuildMembersChunk> RequestGuildMembersAsync(
        this Cluster cluster, RequestGuildMembers request, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(request);
        return cluster.ShardFor(request.GuildId).RequestGuildMembersAsync(request, timeout, cancellationToken);
    }
}
