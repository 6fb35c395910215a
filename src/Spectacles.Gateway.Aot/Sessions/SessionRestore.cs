namespace Spectacles.Gateway;

/// <summary>What a shard does at its start with a session that is in the store.</summary>
public enum SessionRestore
{
    /// <summary>Resumes it, when it still fits: no event is lost, and no session start is spent. READY and the GUILD_CREATE after it do not come again.</summary>
    Resume,

    /// <summary>Leaves it, and starts a new one: READY and a GUILD_CREATE for every guild come; events since the last run do not. Sessions are saved all the same.</summary>
    Identify,
}
