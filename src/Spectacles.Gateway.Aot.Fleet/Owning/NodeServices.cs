namespace Spectacles.Gateway.Fleet;

/// <summary>What the groups of a node share.</summary>
internal sealed record NodeServices
{
    /// <summary>The time limit for a step that asks the broker. A later step tries again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public required IFleetEngine Engine { get; init; }

    public required NodeLease Lease { get; init; }

    public required FleetMembers Members { get; init; }

    public required PublisherServices Publishing { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Reports an error of the fleet.</summary>
    public required Action<string, Exception?> Report { get; init; }

    /// <summary>Returns whether another node that is alive owns a group.</summary>
    public bool IsOwnedByAnother(GroupEntry entry) => entry.Owner.Length > 0 && entry.Owner != Lease.Incarnation
        && Members.Incarnations.Contains(entry.Owner);

    /// <summary>
    /// Returns whether another node is alive, by its entry as the broker has it now: the watch may be late.
    /// </summary>
    /// <param name="incarnation">The incarnation; empty for nobody.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async Task<bool> IsAliveAsync(string incarnation, CancellationToken cancellationToken)
    {
        int end = incarnation.LastIndexOf('/');
        if (end < 0 || incarnation == Lease.Incarnation)
        {
            return false;
        }

        var entry = await Engine.NodeState.ReadAsync(NodeKeys.NodeOf(incarnation[..end]), cancellationToken).ConfigureAwait(false);
        return entry is not null && NodeEntry.Read(entry.Value.Span)?.Incarnation == incarnation;
    }

    /// <summary>Asks the broker for something, and does not wait longer than a step may take.</summary>
    /// <exception cref="FleetException">The broker has not answered in time.</exception>
    public async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        Task<T>? asked = null;
        await AskAsync(token => (Task)(asked = ask(token)), cancellationToken).ConfigureAwait(false);
        return await asked!.ConfigureAwait(false);
    }

    /// <inheritdoc cref="AskAsync{T}(Func{CancellationToken, Task{T}}, CancellationToken)"/>
    public async Task AskAsync(Func<CancellationToken, Task> ask, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await ask(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FleetException($"The broker has not answered within {Patience.TotalSeconds} s.", e);
        }
    }
}
