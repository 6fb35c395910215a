namespace Spectacles.Gateway;

/// <summary>Stores the sessions of one bot.</summary>
/// <remarks>
/// A shard loads its session when it starts. It saves it at READY and RESUMED, every few seconds when it has changed, and at a graceful
/// stop. The calls of one shard are sequential; those of several shards are concurrent. A call that throws, or does not end within ten
/// seconds, is reported and has no other effect; the next save tries again. A stop saves at its beginning and after the handlers' time, and
/// waits no longer than <see cref="ClusterOptions.StopTimeout"/>.
/// </remarks>
public interface ISessionStore
{
    /// <summary>Whether a session outlives this process. If so, a graceful stop leaves it resumable; otherwise the stop ends it.</summary>
    bool IsDurable { get; }

    /// <summary>Claims a shard for one cluster before it starts, so that no other process runs it at the same time.</summary>
    /// <returns>
    /// Whether the shard may start. If not, another cluster holds the claim: the shard reports it and tries again every second.
    /// </returns>
    /// <remarks>
    /// The default implementation always grants the claim. A claim must end with the process that holds it, however that process ends.
    /// </remarks>
    ValueTask<bool> TryClaimAsync(int shardId, CancellationToken cancellationToken) => new(true);

    /// <summary>
    /// Returns whether a claim still holds. A shard asks before each connection, and before IDENTIFY and RESUME. While the answer is no, or
    /// an exception, it waits and asks again every second.
    /// </summary>
    /// <remarks>
    /// The default implementation always says yes. A store whose claims can be taken away, for example because the process was suspended,
    /// asks whoever grants them. A confirmed claim counts for five seconds from the question on.
    /// </remarks>
    ValueTask<bool> ConfirmClaimAsync(int shardId, CancellationToken cancellationToken) => new(true);

    /// <summary>Releases a claim. The shard has stopped and its session is saved.</summary>
    ValueTask ReleaseAsync(int shardId, CancellationToken cancellationToken) => default;

    /// <summary>
    /// Returns the session of a shard, or null. It may be an unsuitable one: the shard checks its shard count, intents, version and age.
    /// </summary>
    ValueTask<StoredSession?> LoadAsync(int shardId, CancellationToken cancellationToken);

    /// <summary>Saves a session, replacing the shard's last one.</summary>
    ValueTask SaveAsync(StoredSession session, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the sequence at which another process would resume a session. With a <see cref="ClusterOptions.EventSink"/> and a durable
    /// store, heartbeats and RESUME contain at most that sequence, because Discord may delete the events up to it. Does not wait.
    /// </summary>
    /// <param name="shardId">The shard.</param>
    /// <param name="sessionId">Its current session.</param>
    /// <returns>The sequence, 0 if the session is not stored yet; null if it is the last one for which a save has completed.</returns>
    /// <remarks>
    /// The default implementation returns null, which fits a store whose <see cref="SaveAsync"/> completes when the session is stored. A
    /// store that collects sessions and stores them later implements it.
    /// </remarks>
    long? FindStoredSequence(int shardId, string sessionId) => null;

    /// <summary>Removes the session of a shard.</summary>
    ValueTask RemoveAsync(int shardId, CancellationToken cancellationToken);
}
