namespace Spectacles.Gateway.Fleet;

/// <summary>
/// The sessions of one group's shards while this node owns the group, and their value in the nodes' state, which only the last owner can
/// write.
/// </summary>
internal sealed class GroupSessions
{
    private readonly IFleetState state;
    private readonly string key;
    private readonly long fence;
    private readonly Dictionary<int, StoredSession> sessions = [];
    private readonly Lock gate = new();

    // What a successor would find. The node's loop replaces it; shards read it.
    private IReadOnlyList<StoredSession> stored = [];
    private long revision;
    private bool isChanged;

    private GroupSessions(IFleetState state, int group, long fence)
    {
        this.state = state;
        this.fence = fence;
        key = NodeKeys.SessionsOf(group);
    }

    /// <summary>Whether a session has begun since the last save: the saved value has one that can't be resumed any more.</summary>
    public bool IsUrgent { get; private set; }

    /// <summary>All sessions.</summary>
    public IReadOnlyCollection<StoredSession> All
    {
        get
        {
            lock (gate)
            {
                return [.. sessions.Values];
            }
        }
    }

    /// <summary>
    /// Takes the sessions from a former owner. From then on it can't save any more, and the state has where the sessions continue.
    /// </summary>
    /// <param name="state">The nodes' state.</param>
    /// <param name="group">The group.</param>
    /// <param name="fence">The fence of the new owner, which the log knows already.</param>
    /// <param name="former">
    /// The sessions as this node has lost them; null if it has not. They count if nobody has saved any since: they are newer than the saved
    /// ones then.
    /// </param>
    /// <param name="last">The last records of the group. Their events may be later than the saved sessions.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>The sessions; null if the group has a later owner.</returns>
    public static async Task<GroupSessions?> TryTakeAsync(
        IFleetState state,
        int group,
        long fence,
        GroupSessions? former,
        IReadOnlyList<ReadOnlyMemory<byte>> last,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            var taken = new GroupSessions(state, group, fence);
            var before = await state.ReadAsync(taken.key, cancellationToken).ConfigureAwait(false);
            var entry = before is null ? null : SessionsEntry.Read(before.Value.Span);
            if (entry?.Fence > fence)
            {
                return null;
            }

            taken.Continue(entry?.Sessions ?? []);
            if (former is not null && (entry is null || entry.Fence == former.fence))
            {
                taken.Continue(former.All);
            }

            taken.Advance(last);
            taken.revision = before?.Revision ?? 0;
            if (await taken.TryWriteAsync(cancellationToken).ConfigureAwait(false))
            {
                return taken;
            }

            // The former owner has saved them at the same moment.
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

    /// <summary>Returns the sequence at which a successor would resume a session; null if it is not stored.</summary>
    public long? FindStored(int shardId, string sessionId)
    {
        foreach (var session in Volatile.Read(ref stored))
        {
            if (session.ShardId == shardId && session.SessionId == sessionId)
            {
                return session.Sequence;
            }
        }

        return null;
    }

    /// <summary>Notes the session of a shard, which is saved with the next write.</summary>
    public void Note(StoredSession session)
    {
        lock (gate)
        {
            IsUrgent |= sessions.GetValueOrDefault(session.ShardId)?.SessionId != session.SessionId;
            isChanged = true;
            sessions[session.ShardId] = session;
        }
    }

    /// <summary>Forgets the session of a shard.</summary>
    public void Forget(int shardId)
    {
        lock (gate)
        {
            isChanged |= sessions.Remove(shardId);
        }
    }

    /// <summary>Saves the sessions if they have changed.</summary>
    /// <returns>False if the group has a later owner.</returns>
    /// <exception cref="FleetException">The broker refuses the write.</exception>
    public async Task<bool> TrySaveAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!isChanged)
            {
                return true;
            }
        }

        if (await TryWriteAsync(cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        // The outcome of an earlier write may have been lost.
        var found = await state.ReadAsync(key, cancellationToken).ConfigureAwait(false);
        if (found is null || SessionsEntry.Read(found.Value.Span)?.Fence != fence)
        {
            return false;
        }

        revision = found.Revision;
        return await TryWriteAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> TryWriteAsync(CancellationToken cancellationToken)
    {
        StoredSession[] next;
        bool wasUrgent;
        lock (gate)
        {
            next = [.. sessions.Values];
            wasUrgent = IsUrgent;
            (IsUrgent, isChanged) = (false, false);
        }

        bool isWritten = false;
        try
        {
            byte[] value = new SessionsEntry(fence, next).Write();
            if (await state.TryWriteAsync(key, value, revision, cancellationToken).ConfigureAwait(false) is { } written)
            {
                revision = written;
                Volatile.Write(ref stored, next);
                isWritten = true;
            }
        }
        finally
        {
            lock (gate)
            {
                isChanged |= !isWritten;
                IsUrgent |= wasUrgent && !isWritten;
            }
        }

        return isWritten;
    }

    private void Continue(IEnumerable<StoredSession> newer)
    {
        foreach (var session in newer)
        {
            sessions[session.ShardId] = session;
        }
    }

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
