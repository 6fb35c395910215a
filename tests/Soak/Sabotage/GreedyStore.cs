using System.Collections.Concurrent;
using Spectacles.Gateway.Sessions;

namespace Soak.Sabotage;

/// <summary>A store that keeps what was received in place of what was handled.</summary>
internal sealed class GreedyStore(ISessionStore inner, ConcurrentDictionary<string, long> received) : ISessionStore
{
    public bool IsDurable => inner.IsDurable;

    public ValueTask<StoredSession?> LoadAsync(int shardId, CancellationToken cancellationToken) => inner.LoadAsync(shardId, cancellationToken);

    public ValueTask SaveAsync(StoredSession session, CancellationToken cancellationToken) =>
        inner.SaveAsync(session with { Sequence = received.GetValueOrDefault(session.SessionId, session.Sequence) }, cancellationToken);

    public ValueTask RemoveAsync(int shardId, CancellationToken cancellationToken) => inner.RemoveAsync(shardId, cancellationToken);
}
