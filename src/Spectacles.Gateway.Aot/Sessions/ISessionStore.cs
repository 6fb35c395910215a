namespace Spectacles.Gateway;

/// <summary>Keeps the sessions of one bot.</summary>
/// <remarks>
/// A shard loads its session when it starts, saves it at READY and RESUMED, every few seconds when it has changed, and at a polite stop; the calls of
/// one shard come one after the other, those of several at once. A call that throws, or does not end within ten seconds, is reported and harms
/// nothing else; the next save tries again. A stop saves at its beginning and after the handlers' time, and waits no longer than
/// <see cref="ClusterOptions.StopDeadline"/>.
/// </remarks>
public interface ISessionStore
{
    /// <summary>Whether a session outlives this process. If so, a polite stop leaves it resumable; else it ends it.</summary>
    bool IsDurable { get; }

    /// <summary>Claims a shard for one cluster before it starts, so that no other process serves it at the same time.</summary>
    /// <returns>Whether the shard may start. Otherwise another cluster holds the claim: the shard reports it and asks again every second.</returns>
    /// <remarks>Always granted, unless a store implements it. A claim has to end with the process that holds it, however that ends.</remarks>
    ValueTask<bool> TryClaimAsync(int shardId, CancellationToken cancellationToken) => new(true);

    /// <summary>Ends a claim. The shard has stopped and its session is saved.</summary>
    ValueTask ReleaseAsync(int shardId, CancellationToken cancellationToken) => default;

    /// <summary>The session of a shard, or null. It may be one that no longer fits: the shard looks at its shard count, intents, version and age.</summary>
    ValueTask<StoredSession?> LoadAsync(int shardId, CancellationToken cancellationToken);

    /// <summary>Keeps a session in place of the shard's last one.</summary>
    ValueTask SaveAsync(StoredSession session, CancellationToken cancellationToken);

    /// <summary>Forgets the session of a shard.</summary>
    ValueTask RemoveAsync(int shardId, CancellationToken cancellationToken);
}
