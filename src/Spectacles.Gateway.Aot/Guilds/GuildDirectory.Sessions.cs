namespace Spectacles.Gateway;

/// <content>The sessions of the shards: how far their events were taken, and what is restored and saved with them.</content>
public sealed partial class GuildDirectory
{
    private readonly Dictionary<(string SessionId, int ShardId), GuildProgress> progresses = [];

    /// <summary>The shards whose guilds are known: READY was taken, or they were restored.</summary>
    private readonly HashSet<int> known = [];

    /// <summary>What was loaded with the sessions of the shards, until Discord has accepted them.</summary>
    private readonly Dictionary<int, (StoredSession Session, GuildCapture Saved)> loaded = [];

    /// <summary>Whether a store saves the directory and loads it with the sessions.</summary>
    internal bool IsSaved { get; set; }

    bool IShardedState.IsRestored => IsSaved;

    void IShardedState.BeginSession(string sessionId, int shardId)
    {
        lock (gate)
        {
            FindProgress(sessionId, shardId);
        }
    }

    void IShardedState.ChangeShardCount(int shardCount)
    {
        lock (gate)
        {
            foreach (var guild in guilds.Values)
            {
                guilds[guild.Id] = guild with { ShardId = ShardNumber.Of(guild.Id, shardCount) };
            }

            known.UnionWith(Enumerable.Range(0, shardCount));
        }
    }

    /// <summary>Keeps what was saved with a session until an event of the session arrives.</summary>
    /// <remarks>Until then, the session may be refused, for example because the number of shards has changed.</remarks>
    internal void Load(StoredSession session, GuildCapture saved)
    {
        lock (gate)
        {
            loaded[session.ShardId] = (session, saved);
            progresses.Remove((session.SessionId, session.ShardId));
        }
    }

    /// <summary>Returns what has changed since the last capture for a session.</summary>
    /// <param name="session">The session, with the sequence up to which every call has finished, those of the directory too.</param>
    /// <param name="all">Whether to return all guilds of the shard instead.</param>
    /// <returns>The guilds; null if the directory has received no event, so that it was not added to the cluster.</returns>
    internal GuildCapture? Capture(StoredSession session, bool all)
    {
        lock (gate)
        {
            var progress = FindProgress(session.SessionId, session.ShardId);
            if (progress is null && progresses.Count == 0)
            {
                return null;
            }

            // A session that took over in a reshard has no progress before its first event.
            Snowflake[] changed =
            [
                .. all ? OfShard(session.ShardId, session.ShardCount).Select(guild => guild.Id) : progress?.Unsaved ?? [],
            ];
            progress?.Unsaved.Clear();
            return new GuildCapture(
                [.. changed.Select(Find).OfType<GuildEntry>()],
                [.. changed.Where(id => Find(id) is null)],
                Math.Max(session.Sequence, progress?.Taken ?? 0));
        }
    }

    private GuildProgress ProgressOf(Shard shard)
    {
        string session = shard.SessionId ?? string.Empty;
        return FindProgress(session, shard.Id) ?? (progresses[(session, shard.Id)] = new GuildProgress());
    }

    /// <summary>Returns the progress of a session. Restores the guilds that were loaded with it, because Discord has accepted it.</summary>
    private GuildProgress? FindProgress(string session, int shardId)
    {
        if (progresses.TryGetValue((session, shardId), out var progress))
        {
            return progress;
        }

        if (!loaded.TryGetValue(shardId, out var one) || one.Session.SessionId != session)
        {
            return null;
        }

        loaded.Remove(shardId);
        Restore(one.Session, one.Saved);
        return progresses[(session, shardId)] = new GuildProgress
        {
            RestoredUpTo = one.Saved.Sequence,
            Taken = one.Saved.Sequence,
        };
    }

    /// <summary>Begins a new session of a shard.</summary>
    /// <returns>Whether the guilds of the shard were known, so that the others are new.</returns>
    private bool BeginSession(Shard shard)
    {
        foreach (var key in progresses.Keys.Where(key => key.ShardId == shard.Id).ToArray())
        {
            progresses.Remove(key);
        }

        // A session that Discord has refused still tells which guilds the bot had, unless it was saved before its own READY.
        if (
            loaded.Remove(shard.Id, out var one) && !known.Contains(shard.Id)
                && one.Session.ShardCount == shard.ShardCount && one.Saved.Sequence > 0)
        {
            Restore(one.Session, one.Saved);
        }

        return !known.Add(shard.Id);
    }

    private void Restore(StoredSession session, GuildCapture saved)
    {
        foreach (var guild in OfShard(session.ShardId, session.ShardCount))
        {
            guilds.TryRemove(guild.Id, out _);
        }

        foreach (var guild in saved.Guilds)
        {
            guilds[guild.Id] = guild;
        }

        if (saved.Sequence > 0)
        {
            known.Add(session.ShardId);
        }
    }

    private IEnumerable<GuildEntry> OfShard(int shardId, int shardCount) =>
        guilds.Values.Where(guild => ShardNumber.Of(guild.Id, shardCount) == shardId);
}
