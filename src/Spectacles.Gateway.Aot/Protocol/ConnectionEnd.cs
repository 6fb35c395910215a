namespace Spectacles.Gateway;

/// <summary>The end of a connection, and the stage that it had reached.</summary>
/// <param name="Step">The reason, and the next action according to the protocol.</param>
/// <param name="Session">The session after the connection; null if there is none to resume.</param>
/// <param name="WasGreeted">Whether HELLO arrived, which shows that the server works.</param>
/// <param name="ReadyFor">The time since READY or RESUMED arrived; null if neither did.</param>
/// <param name="ResumeAge">The time since RESUME was sent; null if it was not.</param>
/// <param name="OpenFor">The time since the connection opened; null if it did not.</param>
/// <param name="ByUser">Whether the user closed it.</param>
/// <param name="Token">The token that was sent; null if none was.</param>
/// <param name="WasAnswered">Whether events arrived that advance no sequence: a replay that repeats, or an event that was refused.</param>
internal readonly record struct ConnectionEnd(
    LifecycleStep Step,
    Session? Session = null,
    bool WasGreeted = false,
    TimeSpan? ReadyFor = null,
    TimeSpan? ResumeAge = null,
    TimeSpan? OpenFor = null,
    bool ByUser = false,
    BotToken? Token = null,
    bool WasAnswered = false);
