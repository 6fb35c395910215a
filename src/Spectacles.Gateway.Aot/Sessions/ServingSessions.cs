namespace Spectacles.Gateway;

/// <summary>
/// The session store for one set of shards. During a reshard, both sets have a shard 0, and only the current set may use the store.
/// </summary>
/// <param name="store">The store of the cluster.</param>
internal sealed class ServingSessions(ISessionStore store) : ISessionStore
{
    private volatile bool serves;
    private volatile bool retired;

    /// <summary>Whether sessions outlive the process. A retired set ends its sessions, because they must not be resumed.</summary>
    public bool IsDurable => !retired && store.IsDurable;

    public ServingSessions Successor() => new(store);

    /// <summary>Whether sessions are saved.</summary>
    public bool Serves => serves;

    public void Serve() => serves = true;

    public void Retire() => (serves, retired) = (false, true);

    public ValueTask<StoredSession?> LoadAsync(int shardId, CancellationToken cancellationToken) =>
        serves ? store.LoadAsync(shardId, cancellationToken) : default;

    public ValueTask SaveAsync(StoredSession session, CancellationToken cancellationToken) =>
        serves ? store.SaveAsync(session, cancellationToken) : default;

    public long? FindStoredSequence(int shardId, string sessionId) => serves ? store.FindStoredSequence(shardId, sessionId) : null;

    public ValueTask RemoveAsync(int shardId, CancellationToken cancellationToken) =>
        serves ? store.RemoveAsync(shardId, cancellationToken) : default;
}
