using System.Text;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// The lease of this node: an entry in the nodes' state that it writes every two seconds. Others delete the entry when it has not changed
/// for too long, and only then take the node's groups. So a write that succeeds proves that nobody had taken a group before it.
/// </summary>
/// <param name="state">The nodes' state.</param>
/// <param name="name">The node's name.</param>
/// <param name="time">The clock.</param>
internal sealed class NodeLease(IFleetState state, string name, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>The time limit for one write.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim writing = new(1, 1);
    private TaskCompletionSource lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long revision;
    private long confirmed;
    private long beats;
    private volatile NodePhase phase;

    /// <summary>
    /// The owner's name in the groups: the node and a random part, because a process that starts again is another owner.
    /// </summary>
    public string Incarnation { get; private set; } = NewIncarnation(name);

    /// <summary>The key of the entry.</summary>
    public string Key => NodeKeys.NodeOf(name);

    /// <summary>Completes when another process has deleted or replaced the entry: this node owns nothing any more.</summary>
    public Task Lost => lost.Task;

    /// <summary>When the last write that succeeded began, as a timestamp of the clock.</summary>
    public long ConfirmedAt => Volatile.Read(ref confirmed);

    /// <summary>Writes the entry for the first time. A process of the same name that still runs loses its lease.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        while (revision == 0)
        {
            var before = await state.ReadAsync(Key, cancellationToken).ConfigureAwait(false);
            long began = time.GetTimestamp();
            revision = await state.TryWriteAsync(Key, Value(), before?.Revision ?? 0, cancellationToken).ConfigureAwait(false) ?? 0;
            if (revision != 0)
            {
                Volatile.Write(ref confirmed, began);
            }
        }
    }

    /// <summary>
    /// Begins a new lease after others have declared this node dead. Its groups have other owners, or are free.
    /// </summary>
    /// <exception cref="FleetException">Another process has the node's name.</exception>
    public async Task RejoinAsync(CancellationToken cancellationToken)
    {
        var found = await state.ReadAsync(Key, cancellationToken).ConfigureAwait(false);
        if (found is not null && NodeEntry.Read(found.Value.Span)?.Incarnation != Incarnation)
        {
            throw new FleetException(
                $"Another process is now node \"{name}\" of this fleet, so this one stops. Give each node a name of its own.")
            { IsConfigurationError = true };
        }

        await writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            revision = 0;
            Incarnation = NewIncarnation(name);
            phase = phase == NodePhase.Draining ? phase : NodePhase.Joining;
            lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await BeginAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Whether this node takes groups. Others see a change with the next write.</summary>
    public NodePhase Phase => phase;

    /// <summary>Says that this node takes groups, unless it hands them over.</summary>
    public void Take() => phase = phase == NodePhase.Joining ? NodePhase.Taking : phase;

    /// <summary>Says that this node takes no more groups.</summary>
    public void Drain() => phase = NodePhase.Draining;

    /// <summary>Renews the lease.</summary>
    /// <returns>Whether it was renewed. False if the lease is lost, or the broker has not answered.</returns>
    /// <exception cref="FleetException">The broker refuses the write.</exception>
    public async Task<bool> TryRenewAsync(CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return !lost.Task.IsCompleted && await WriteAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>
    /// Returns whether the node still owns its groups, by a write that begins after the call. Concurrent callers share writes.
    /// </summary>
    public async Task<bool> ConfirmAsync(CancellationToken cancellationToken)
    {
        long asked = time.GetTimestamp();
        await writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return !lost.Task.IsCompleted && (ConfirmedAt >= asked || await WriteAsync(cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Ends the lease, so that others take the groups at once.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (lost.TrySetResult() && revision != 0)
            {
                await state.TryDeleteAsync(Key, revision, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            writing.Release();
        }
    }

    public void Dispose() => writing.Dispose();

    private static string NewIncarnation(string name) => $"{name}/{Guid.NewGuid():N}"[..(name.Length + 9)];

    private async Task<bool> WriteAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        long began = time.GetTimestamp();
        long? written;
        try
        {
            written = await state.TryWriteAsync(Key, Value(), revision, either.Token).ConfigureAwait(false)
                ?? await FindOwnAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        if (written is not { } now)
        {
            lost.TrySetResult();
            return false;
        }

        revision = now;
        Volatile.Write(ref confirmed, began);
        return true;
    }

    /// <summary>Finds out whether the entry has another revision because the outcome of an own write was never heard.</summary>
    private async Task<long?> FindOwnAsync(CancellationToken cancellationToken)
    {
        var entry = await state.ReadAsync(Key, cancellationToken).ConfigureAwait(false);
        return entry is not null && NodeEntry.Read(entry.Value.Span) is { } found && found.Incarnation == Incarnation
            ? await state.TryWriteAsync(Key, Value(), entry.Revision, cancellationToken).ConfigureAwait(false)
            : null;
    }

    private ReadOnlyMemory<byte> Value() =>
        Encoding.UTF8.GetBytes(new NodeEntry(Incarnation, phase, ++beats).ToString());
}
