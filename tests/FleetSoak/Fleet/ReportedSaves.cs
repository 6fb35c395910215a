using Spectacles.Gateway.Fleet;

namespace FleetSoak.Fleet;

/// <summary>Tells the judge when the sessions of a group were saved: from then on a successor resumes them there.</summary>
/// <param name="inner">The nodes' state.</param>
internal sealed class ReportedSaves(IFleetState inner) : IFleetState
{
    private const string Sessions = "sessions.";

    public ValueTask<StateEntry?> ReadAsync(string key, CancellationToken cancellationToken) => inner.ReadAsync(key, cancellationToken);

    public async ValueTask<long?> TryWriteAsync(
        string key, ReadOnlyMemory<byte> value, long expectedRevision, CancellationToken cancellationToken)
    {
        long? written = await inner.TryWriteAsync(key, value, expectedRevision, cancellationToken);
        if (written is not null && key.StartsWith(Sessions, StringComparison.Ordinal))
        {
            Console.WriteLine(NodeProgram.Saved);
        }

        return written;
    }

    public ValueTask<bool> TryDeleteAsync(string key, long expectedRevision, CancellationToken cancellationToken) =>
        inner.TryDeleteAsync(key, expectedRevision, cancellationToken);

    public IAsyncEnumerable<StateChange> WatchAsync(string prefix, CancellationToken cancellationToken) =>
        inner.WatchAsync(prefix, cancellationToken);
}
