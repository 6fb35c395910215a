using Spectacles.Gateway;

namespace Soak.Sabotage;

/// <summary>A store that changes each session before it saves it.</summary>
internal sealed class AlteredStore(ISessionStore inner, Func<StoredSession, StoredSession> alter) : ISessionStore
{
    public bool IsDurable => inner.IsDurable;

    public ValueTask<StoredSession?> LoadAsync(int shardId, CancellationToken cancellationToken) =>
        inner.LoadAsync(shardId, cancellationToken);

    public ValueTask SaveAsync(StoredSession session, CancellationToken cancellationToken) =>
        inner.SaveAsync(alter(session), cancellationToken);

    public ValueTask RemoveAsync(int shardId, CancellationToken cancellationToken) => inner.RemoveAsync(shardId, cancellationToken);
}
