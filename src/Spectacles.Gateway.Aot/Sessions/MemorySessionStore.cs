using System.Collections.Concurrent;

namespace Spectacles.Gateway;

/// <summary>
/// Keeps sessions in memory, for the lifetime of the process. The default store of a cluster. A graceful stop ends the sessions.
/// </summary>
public sealed class MemorySessionStore : ISessionStore
{
    private readonly ConcurrentDictionary<int, StoredSession> sessions = new();

    /// <summary>Always <see langword="false"/>.</summary>
    public bool IsDurable => false;

    /// <inheritdoc/>
    public ValueTask<StoredSession?> LoadAsync(int shardId, CancellationToken cancellationToken) =>
        new(sessions.GetValueOrDefault(shardId));

    /// <inheritdoc/>
    public ValueTask SaveAsync(StoredSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        sessions[session.ShardId] = session;
        return default;
    }

    /// <inheritdoc/>
    public ValueTask RemoveAsync(int shardId, CancellationToken cancellationToken)
    {
        sessions.TryRemove(shardId, out _);
        return default;
    }
}
