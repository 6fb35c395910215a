namespace Spectacles.Gateway;

/// <summary>How far a <see cref="GuildDirectory"/> has taken the events of one session.</summary>
internal sealed class GuildProgress
{
    /// <summary>The sequence up to which the restored guilds contain the events; null for a session that was not restored.</summary>
    public long? RestoredUpTo { get; init; }

    /// <summary>The greatest sequence that was taken; 0 before the first.</summary>
    public long Taken { get; set; }

    /// <summary>The guilds that have changed since the last save.</summary>
    public HashSet<Snowflake> Unsaved { get; } = [];
}
