using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Spectacles.Gateway.Fleet.Tests;

internal sealed class SabotagedState(Sabotage sabotage, IFleetState inner, MemoryEngine engine, SabotageNotes notes) : IFleetState
{
    private readonly ConcurrentDictionary<string, StateEntry?> old = new();

    public async ValueTask<StateEntry?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        if (sabotage == Sabotage.ThrowsWhileAway && !engine.IsConnected)
        {
            throw new FleetException("The broker is away.");
        }

        var entry = await inner.ReadAsync(key, cancellationToken);
        return sabotage == Sabotage.ReadIsOld ? old.GetOrAdd(key, entry) : entry;
    }

    public async ValueTask<long?> TryWriteAsync(
        string key, ReadOnlyMemory<byte> value, long expectedRevision, CancellationToken cancellationToken)
    {
        if (sabotage is Sabotage.WriteIgnoresRevision or Sabotage.WriteComparesBefore)
        {
            long revision = await RevisionAsync(key, cancellationToken);
            if (sabotage == Sabotage.WriteComparesBefore && revision != expectedRevision)
            {
                return null;
            }

            // Long enough that two writers are between comparison and write at the same time, also on a busy machine.
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
            long? written = null;
            while (written is null)
            {
                written = await inner.TryWriteAsync(key, value, await RevisionAsync(key, cancellationToken), cancellationToken);
            }

            return written;
        }

        long? result = await inner.TryWriteAsync(key, value, expectedRevision, cancellationToken);
        return result is null || sabotage != Sabotage.RevisionOfKey ? result : notes.Writes.AddOrUpdate(key, 1, (_, count) => count + 1);
    }

    public async ValueTask<bool> TryDeleteAsync(string key, long expectedRevision, CancellationToken cancellationToken) => sabotage switch
    {
        Sabotage.DeleteWritesNothing => await inner.TryWriteAsync(key, default, expectedRevision, cancellationToken) is not null,
        Sabotage.DeleteIgnoresRevision =>
            await inner.TryDeleteAsync(key, await RevisionAsync(key, cancellationToken), cancellationToken),
        _ => await inner.TryDeleteAsync(key, expectedRevision, cancellationToken),
    };

    public async IAsyncEnumerable<StateChange> WatchAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string begin = sabotage == Sabotage.WatchPrefixIsNoWord ? prefix.TrimEnd('.') : prefix;
        if (sabotage == Sabotage.WatchHasGap)
        {
            await foreach (var change in inner.WatchAsync(begin, cancellationToken))
            {
                yield return change;
                if (change.IsCurrent)
                {
                    break;
                }
            }

            await Task.Delay(50, cancellationToken);
        }

        bool isCurrent = false;
        await foreach (var change in inner.WatchAsync(begin, cancellationToken))
        {
            isCurrent |= change.IsCurrent;
            bool isDropped = sabotage switch
            {
                Sabotage.WatchWithoutCurrent => change.IsCurrent,
                Sabotage.WatchWithoutDeletions => change.Entry is null && !change.IsCurrent,
                Sabotage.WatchMissesChanges => change.Entry?.Revision % 3 == 0,
                Sabotage.WatchHasGap => !isCurrent || change.IsCurrent,
                Sabotage.WatchEndsWithOutage => change.Key == "group.3",
                _ => false,
            };
            if (!isDropped)
            {
                yield return change;
            }
        }
    }

    private async ValueTask<long> RevisionAsync(string key, CancellationToken cancellationToken) =>
        (await inner.ReadAsync(key, cancellationToken))?.Revision ?? 0;
}
