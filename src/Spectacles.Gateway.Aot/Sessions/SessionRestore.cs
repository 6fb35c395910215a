namespace Spectacles.Gateway;

/// <summary>The action of a starting shard for a session in the store.</summary>
public enum SessionRestore
{
    /// <summary>
    /// Resumes it if it still fits: no event is lost, and no session start is used. READY and the GUILD_CREATE events after it are not sent
    /// again.
    /// </summary>
    Resume,

    /// <summary>
    /// Ignores it, and starts a new one. READY and a GUILD_CREATE for every guild are sent; events since the last run are not. Sessions are
    /// saved anyway.
    /// </summary>
    Identify,
}
