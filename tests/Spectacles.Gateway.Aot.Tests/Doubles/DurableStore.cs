namespace Spectacles.Gateway.Tests;

/// <summary>A store that says it outlives the process, as far as a test can tell.</summary>
internal sealed class DurableStore : ISessionStore
{
    private readonly MemorySessionStore sessions = new();

    public bool IsDurable => true;

    public ValueTask<StoredSession?> LoadAsync(int shardId, CancellationToken cancellationToken) =>
        sessions.LoadAsync(shardId, cancellationToken);

    public ValueTask SaveAsync(StoredSession session, CancellationToken cancellationToken) =>
        sessions.SaveAsync(session, cancellationToken);

    public ValueTask RemoveAsync(int shardId, CancellationToken cancellationToken) => sessions.RemoveAsync(shardId, cancellationToken);
}
