namespace Spectacles.Gateway;

/// <content>Saving with the sessions.</content>
public sealed partial class GuildDirectory
{
    /// <summary>Returns what has changed since the last capture for a session.</summary>
    /// <param name="session">The session, with the sequence up to which every call has finished, those of the directory too.</param>
    /// <param name="all">Whether to return all guilds of the shard instead.</param>
    /// <returns>The guilds; null if the directory is no handler, because it has taken no event.</returns>
    internal GuildCapture? Capture(StoredSession session, bool all)
    {
        lock (gate)
        {
            if (progressBySession.Count == 0)
            {
                return null;
            }

            // A session that took over in a reshard has no progress before its first event.
            var progress = progressBySession.GetValueOrDefault(session.SessionId) ?? new GuildProgress(session.ShardId);
            Snowflake[] changed = [.. all ? OfShard(session).Select(guild => guild.Id) : progress.Unsaved];
            progress.Unsaved.Clear();
            return new GuildCapture(
                [.. changed.Select(Find).OfType<GuildEntry>()],
                [.. changed.Where(id => Find(id) is null)],
                Math.Max(session.Sequence, progress.Taken));
        }
    }

    /// <summary>Replaces the guilds of a shard with those that were saved with its session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="saved">The guilds. The events that they contain are not taken again.</param>
    internal void Restore(StoredSession session, GuildCapture saved)
    {
        lock (gate)
        {
            Forget(session.ShardId);
            foreach (var guild in OfShard(session))
            {
                guilds.TryRemove(guild.Id, out _);
            }

            foreach (var guild in saved.Guilds)
            {
                guilds[guild.Id] = guild;
            }

            progressBySession[session.SessionId] = new GuildProgress(session.ShardId, saved.Sequence);
        }
    }

    private IEnumerable<GuildEntry> OfShard(StoredSession session) =>
        guilds.Values.Where(guild => ShardNumber.Of(guild.Id, session.ShardCount) == session.ShardId);
}
