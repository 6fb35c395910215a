using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Spectacles.Gateway.Fleet;

namespace FleetSoak.Sabotage;

/// <summary>
/// Hides from a node that others have deleted its lease and taken its groups: each write of a key that it has written before succeeds, and
/// the changes of others to such a group are left out.
/// </summary>
internal sealed class StubbornState(IFleetState inner) : IFleetState
{
    private readonly ConcurrentDictionary<string, bool> own = new();

    public ValueTask<StateEntry?> ReadAsync(string key, CancellationToken cancellationToken) => inner.ReadAsync(key, cancellationToken);

    public async ValueTask<long?> TryWriteAsync(
        string key, ReadOnlyMemory<byte> value, long expectedRevision, CancellationToken cancellationToken)
    {
        long? written = await inner.TryWriteAsync(key, value, expectedRevision, cancellationToken);
        while (written is null && own.ContainsKey(key))
        {
            long revision = (await inner.ReadAsync(key, cancellationToken))?.Revision ?? 0;
            written = await inner.TryWriteAsync(key, value, revision, cancellationToken);
        }

        if (key.StartsWith("group.", StringComparison.Ordinal) && value.Span.EndsWith(" "u8))
        {
            // The group was released.
            own.TryRemove(key, out _);
        }
        else if (written is not null && !key.StartsWith("identify.", StringComparison.Ordinal))
        {
            own[key] = true;
        }

        return written;
    }

    public ValueTask<bool> TryDeleteAsync(string key, long expectedRevision, CancellationToken cancellationToken) =>
        inner.TryDeleteAsync(key, expectedRevision, cancellationToken);

    public async IAsyncEnumerable<StateChange> WatchAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var change in inner.WatchAsync(prefix, cancellationToken))
        {
            if (!change.Key.StartsWith("group.", StringComparison.Ordinal) || !own.ContainsKey(change.Key))
            {
                yield return change;
            }
        }
    }
}
