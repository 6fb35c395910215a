using System.Runtime.CompilerServices;

namespace Spectacles.Gateway.Fleet;

/// <summary>A state of a broker in memory, as one process reaches it.</summary>
internal sealed class MemoryState(StateStore store, MemoryLink link) : IFleetState
{
    public async ValueTask<StateEntry?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        await link.ReadyAsync(cancellationToken);
        return store.Read(key);
    }

    public async ValueTask<long?> TryWriteAsync(
        string key, ReadOnlyMemory<byte> value, long expectedRevision, CancellationToken cancellationToken)
    {
        await link.ReadyAsync(cancellationToken);
        return store.TryWrite(key, value.Span, expectedRevision);
    }

    public async ValueTask<bool> TryDeleteAsync(string key, long expectedRevision, CancellationToken cancellationToken)
    {
        await link.ReadyAsync(cancellationToken);
        return store.TryDelete(key, expectedRevision);
    }

    public async IAsyncEnumerable<StateChange> WatchAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FleetName.ThrowIfNoPrefix(prefix, nameof(prefix));
        await link.ReadyAsync(cancellationToken);
        var watch = new StateWatch(prefix);
        try
        {
            foreach (var entry in store.Begin(watch))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return new StateChange(entry.Key, entry);
            }

            yield return StateChange.Current;
            while (true)
            {
                var reach = link.Changed;
                var changed = watch.Changed.Next;
                await link.ReadyAsync(cancellationToken);
                if (store.Take(watch) is { } change)
                {
                    yield return change;
                }
                else
                {
                    await Task.WhenAny(reach, changed).WaitAsync(cancellationToken);
                }
            }
        }
        finally
        {
            store.End(watch);
        }
    }
}
