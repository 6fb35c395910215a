namespace Spectacles.Gateway.Tests;

/// <summary>A store that says it outlives the process, as far as a test can tell.</summary>
internal sealed class DurableStore : ISessionStore
{
    private readonly MemorySessionStore sessions = new();
    private volatile StoredSession? last;

    public bool IsDurable => true;

    /// <summary>Whether the server is told no more than what is stored, as with every other durable store.</summary>
    public bool Limits { get; set; }

    /// <summary>Whether what is saved from now on is not stored.</summary>
    public volatile bool IsStuck;

    public ValueTask<StoredSession?> LoadAsync(int shardId, CancellationToken cancellationToken) =>
        sessions.LoadAsync(shardId, cancellationToken);

    public ValueTask SaveAsync(StoredSession session, CancellationToken cancellationToken)
    {
        if (IsStuck)
        {
            return default;
        }

        last = session;
        return sessions.SaveAsync(session, cancellationToken);
    }

    public long? FindStoredSequence(int shardId, string sessionId) =>
        !Limits ? long.MaxValue : last is { } stored && stored.SessionId == sessionId ? stored.Sequence : null;

    public ValueTask RemoveAsync(int shardId, CancellationToken cancellationToken) => sessions.RemoveAsync(shardId, cancellationToken);
}
