namespace Spectacles.Gateway;

/// <summary>How a connection ended, and how far it came.</summary>
/// <param name="Step">Why it ended, and what follows by the rules of the protocol.</param>
/// <param name="Session">The session that the connection leaves; null when there is none to resume.</param>
/// <param name="WasGreeted">Whether HELLO came, so that a server is there.</param>
/// <param name="ReadyFor">How long ago READY or RESUMED came; null when neither did.</param>
/// <param name="ResumeAge">How long ago RESUME was sent; null when it was not.</param>
/// <param name="ByUser">Whether the user closed it.</param>
internal readonly record struct ConnectionEnd(
    LifecycleStep Step,
    Session? Session = null,
    bool WasGreeted = false,
    TimeSpan? ReadyFor = null,
    TimeSpan? ResumeAge = null,
    bool ByUser = false);
