using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Spectacles.Gateway;
using Spectacles.Gateway.Fleet;

namespace FleetSoak.Sabotage;

/// <summary>
/// Deletes the lease of each other node that has not changed for a second. A node renews its lease every two seconds.
/// </summary>
/// <param name="inner">The state.</param>
/// <param name="node">The name of this node.</param>
/// <param name="begun">Completes when this begins.</param>
internal sealed class HastyState(IFleetState inner, string node, Task begun) : IFleetState
{
    private const string Nodes = "node.";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, long> revisions = new();

    public ValueTask<StateEntry?> ReadAsync(string key, CancellationToken cancellationToken) => inner.ReadAsync(key, cancellationToken);

    public ValueTask<long?> TryWriteAsync(
        string key, ReadOnlyMemory<byte> value, long expectedRevision, CancellationToken cancellationToken) =>
        inner.TryWriteAsync(key, value, expectedRevision, cancellationToken);

    public ValueTask<bool> TryDeleteAsync(string key, long expectedRevision, CancellationToken cancellationToken) =>
        inner.TryDeleteAsync(key, expectedRevision, cancellationToken);

    public async IAsyncEnumerable<StateChange> WatchAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var change in inner.WatchAsync(prefix, cancellationToken))
        {
            if (change.Entry is { } entry && change.Key.StartsWith(Nodes, StringComparison.Ordinal) && change.Key != Nodes + node)
            {
                revisions[change.Key] = entry.Revision;
                _ = JudgeAsync(change.Key, entry.Revision);
            }

            yield return change;
        }
    }

    private async Task JudgeAsync(string key, long revision)
    {
        await Task.Delay(Patience, TimeProvider.System);
        if (revisions[key] == revision && begun.IsCompleted)
        {
            try
            {
                await inner.TryDeleteAsync(key, revision, CancellationToken.None);
            }
            catch (GatewayException)
            {
                // The broker is away.
            }
        }
    }
}
