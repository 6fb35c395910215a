namespace Spectacles.Gateway;

/// <summary>How far a <see cref="GuildDirectory"/> has taken the events of one session.</summary>
/// <param name="shardId">The shard of the session.</param>
/// <param name="restoredUpTo">
/// The sequence up to which the restored guilds contain the events; 0 for a session that was not restored.
/// </param>
internal sealed class GuildProgress(int shardId, long restoredUpTo = 0)
{
    public int ShardId { get; } = shardId;

    public long RestoredUpTo { get; } = restoredUpTo;

    /// <summary>The greatest sequence that was taken.</summary>
    public long Taken { get; set; } = restoredUpTo;

    /// <summary>The guilds that have changed since the last save.</summary>
    public HashSet<Snowflake> Unsaved { get; } = [];
}
