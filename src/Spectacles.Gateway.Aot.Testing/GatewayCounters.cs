namespace Spectacles.Gateway.Testing;

/// <summary>Counters since the start of a gateway.</summary>
/// <param name="Connections">The accepted web sockets.</param>
/// <param name="Identifies">The started sessions: IDENTIFYs answered with READY.</param>
/// <param name="Resumes">The resumed sessions: RESUMEs answered with RESUMED.</param>
/// <param name="Dispatched">
/// The events (op 0) dispatched to sessions, including READY and RESUMED. Each counts once per session, however often it was replayed. It
/// is the sum of the last sequences of all sessions.
/// </param>
/// <param name="Replies">The messages and interaction responses of the bot that were answered with 2xx.</param>
/// <param name="Violations">The violations of the protocol by clients.</param>
/// <param name="UnknownRoutes">The REST calls whose route is not simulated.</param>
public readonly record struct GatewayCounters(
    long Connections,
    long Identifies,
    long Resumes,
    long Dispatched,
    long Replies,
    long Violations,
    long UnknownRoutes);
