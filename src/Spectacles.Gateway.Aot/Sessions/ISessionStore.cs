namespace Spectacles.Gateway.Sessions;

/// <summary>Keeps the sessions of one bot.</summary>
public interface ISessionStore
{
    /// <summary>Whether a session outlives this process. If so, a polite stop leaves it resumable; else it ends it.</summary>
    bool IsDurable { get; }

    /// <summary>The session of a shard, or null.</summary>
    ValueTask<StoredSession?> LoadAsync(int shardId, CancellationToken cancellationToken);

    /// <summary>Keeps a session in place of the shard's last one.</summary>
    ValueTask SaveAsync(StoredSession session, CancellationToken cancellationToken);

    /// <summary>Forgets the session of a shard.</summary>
    ValueTask RemoveAsync(int shardId, CancellationToken cancellationToken);
}
