namespace Spectacles.Gateway.Fleet;

/// <summary>
/// A group of shards while this node owns it: takes it, runs its shards, saves their sessions, and hands it over.
/// </summary>
internal sealed class OwnedGroup : IAsyncDisposable
{
    /// <summary>How often the sessions are saved.</summary>
    public static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(5);

    /// <summary>The age from which a shard does not try to resume a stored session.</summary>
    private static readonly TimeSpan LongestSessionAge = TimeSpan.FromMinutes(10);

    /// <summary>How long a hand-over waits until the log has stored the last events.</summary>
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(5);

    private readonly NodeServices services;
    private readonly Dictionary<int, StoredSession> sessions = [];
    private readonly Lock gate = new();
    private long revision;
    private GroupPublisher? publisher;
    private IAsyncDisposable? commands;

    private OwnedGroup(NodeServices services, int group, GroupEntry entry, long revision)
    {
        this.services = services;
        Group = group;
        Fence = entry.Fence;
        this.revision = revision;
        foreach (var session in entry.Sessions)
        {
            sessions[session.ShardId] = session;
        }
    }

    public int Group { get; }

    /// <summary>The number of owners that the group has had, with this one.</summary>
    public long Fence { get; }

    /// <summary>Whether a session has begun since the last save: the saved state has one that can't be resumed any more.</summary>
    public bool IsUrgent { get; private set; }

    /// <summary>Where the group's events go.</summary>
    public GroupPublisher? Publisher => Volatile.Read(ref publisher);

    /// <summary>Takes a group that has no living owner, and finds out where its sessions continue.</summary>
    /// <param name="services">What the groups of the node share.</param>
    /// <param name="group">The group.</param>
    /// <param name="former">The group as this node has lost it; null if it has not owned it.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>The group; null if another node has been faster.</returns>
    public static async Task<OwnedGroup?> TryTakeAsync(
        NodeServices services, int group, OwnedGroup? former, CancellationToken cancellationToken)
    {
        var state = services.Engine.NodeState;
        string key = NodeKeys.GroupOf(group);
        var before = await state.ReadAsync(key, cancellationToken).ConfigureAwait(false);
        var entry = before is not null && GroupEntry.TryRead(before.Value.Span, out var read) ? read : GroupEntry.New;
        if (await services.IsAliveAsync(entry.Owner, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var taken = entry with { Owner = services.Lease.Incarnation, Fence = entry.Fence + 1 };
        long? written = await state.TryWriteAsync(key, taken.Write(), before?.Revision ?? 0, cancellationToken).ConfigureAwait(false);
        if (written is not { } revision)
        {
            return null;
        }

        // From here on the log refuses the former owner. So what is read next is final.
        if (await services.Engine.Events.TryOpenAsync(group, taken.Fence, cancellationToken).ConfigureAwait(false) is not { } appender)
        {
            return null;
        }

        var owned = new OwnedGroup(services, group, taken, revision);
        if (former is not null && former.Fence == entry.Fence)
        {
            owned.Continue(former);
        }

        owned.publisher = new GroupPublisher(services.Engine.Plan, group, taken.Fence, appender, services.Publishing);
        try
        {
            owned.Advance(await services.Engine.Events.ReadLastAsync(group, cancellationToken).ConfigureAwait(false));
            owned.ReportLost();
            return owned;
        }
        catch
        {
            await owned.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Gives up a group that this node has written its name to, but could not take.</summary>
    public static async Task AbandonAsync(NodeServices services, int group, CancellationToken cancellationToken)
    {
        string key = NodeKeys.GroupOf(group);
        var found = await services.Engine.NodeState.ReadAsync(key, cancellationToken).ConfigureAwait(false);
        if (
            found is not null && GroupEntry.TryRead(found.Value.Span, out var entry)
                && entry.Owner == services.Lease.Incarnation)
        {
            await services.Engine.NodeState.TryWriteAsync(
                key, (entry with { Owner = "" }).Write(), found.Revision, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Returns the session of a shard; null if there is none.</summary>
    public StoredSession? Find(int shardId)
    {
        lock (gate)
        {
            return sessions.GetValueOrDefault(shardId);
        }
    }

    /// <summary>Notes the session of a shard, which is saved with the next write.</summary>
    public void Note(StoredSession session)
    {
        lock (gate)
        {
            IsUrgent |= sessions.GetValueOrDefault(session.ShardId)?.SessionId != session.SessionId;
            sessions[session.ShardId] = session;
        }
    }

    /// <summary>Forgets the session of a shard.</summary>
    public void Forget(int shardId)
    {
        lock (gate)
        {
            sessions.Remove(shardId);
        }
    }

    /// <summary>Begins to receive commands for the shards.</summary>
    public async Task ReceiveCommandsAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var receiver = new CommandReceiver(Group, cluster, services.Lease, services.Time);
        commands = await services.Engine.Requests.ReceiveAsync(
            FleetAddresses.CommandsOf(Group), queue: null, receiver.AnswerAsync, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Saves the sessions.</summary>
    /// <returns>False if the group has another owner.</returns>
    /// <exception cref="FleetException">The broker refuses the write.</exception>
    public Task<bool> TrySaveAsync(CancellationToken cancellationToken) => TryWriteAsync(services.Lease.Incarnation, cancellationToken);

    /// <summary>Hands the group over after its shards have stopped: whoever takes it next resumes their sessions.</summary>
    /// <returns>False if the group has another owner.</returns>
    public Task<bool> ReleaseAsync(CancellationToken cancellationToken) => TryWriteAsync("", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (commands is { } receiving)
        {
            await receiving.DisposeAsync().ConfigureAwait(false);
        }

        if (Publisher is { } open)
        {
            await open.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Waits until the log has stored the last events.</summary>
    public async Task FlushAsync()
    {
        try
        {
            await Publisher!.FlushAsync().WaitAsync(FlushTimeout, services.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            services.Report(
                $"Not all events of group {Group} could be appended before the hand-over. The sessions continue before them, so Discord "
                + "sends them again.", null);
        }
    }

    private async Task<bool> TryWriteAsync(string owner, CancellationToken cancellationToken)
    {
        byte[] value;
        lock (gate)
        {
            value = new GroupEntry(owner, Fence, [.. sessions.Values]).Write();
            IsUrgent = false;
        }

        var state = services.Engine.NodeState;
        if (await state.TryWriteAsync(NodeKeys.GroupOf(Group), value, revision, cancellationToken).ConfigureAwait(false) is { } written)
        {
            revision = written;
            return true;
        }

        // The outcome of an earlier write may have been lost.
        var found = await state.ReadAsync(NodeKeys.GroupOf(Group), cancellationToken).ConfigureAwait(false);
        if (found is null || !GroupEntry.TryRead(found.Value.Span, out var entry) || entry.Fence != Fence)
        {
            return false;
        }

        revision = found.Revision;
        return await state.TryWriteAsync(NodeKeys.GroupOf(Group), value, revision, cancellationToken).ConfigureAwait(false) is { } again
            && (revision = again) > 0;
    }

    /// <summary>
    /// Takes the sessions of the group as this node has lost it, if nobody has owned it since: they are newer than the saved ones.
    /// </summary>
    private void Continue(OwnedGroup former)
    {
        foreach (var session in former.sessions.Values)
        {
            sessions[session.ShardId] = session;
        }
    }

    /// <summary>Reports the sessions that are too old to be resumed: nobody has run their shards for a while.</summary>
    private void ReportLost()
    {
        var now = services.Time.GetUtcNow();
        foreach (var session in sessions.Values.Where(session => now - session.SavedAt > LongestSessionAge))
        {
            services.Report(
                $"the session of shard {session.ShardId} is lost: no node has run the shard since {session.SavedAt.UtcDateTime:s}Z. The "
                + $"events after sequence {session.Sequence}, until now, do not arrive any more; the shard identifies.", null);
        }
    }

    /// <summary>Moves the sessions forward to what the log has: the last events may not have been in the saved state.</summary>
    private void Advance(IReadOnlyList<ReadOnlyMemory<byte>> last)
    {
        foreach (var bytes in last)
        {
            if (!EventRecord.TryRead(bytes.Span, out var record))
            {
                continue;
            }

            for (int i = 0; i < record.Shards; i++)
            {
                var mark = record.Shard(i);
                if (
                    sessions.TryGetValue(mark.ShardId, out var session)
                        && SessionTag.Of(session.SessionId) == mark.Session && mark.Sequence > session.Sequence)
                {
                    sessions[mark.ShardId] = session with { Sequence = mark.Sequence };
                }
            }
        }
    }
}
