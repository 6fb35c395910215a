namespace Spectacles.Gateway.Testing;

/// <summary>What has happened since a gateway's start, in numbers.</summary>
/// <param name="Connections">The web sockets that were accepted.</param>
/// <param name="Identifies">The sessions that were started: IDENTIFYs answered with READY.</param>
/// <param name="Resumes">The sessions that were continued: RESUMEs answered with RESUMED.</param>
/// <param name="Dispatched">The events (op 0) that sessions were due, READY and RESUMED included: each once per session, however often it was replayed. It is the sum of the last sequences of all sessions.</param>
/// <param name="Replies">The messages and answers to interactions of the bot that were answered 2xx.</param>
/// <param name="Violations">How often a client did what Discord does not allow.</param>
public readonly record struct GatewayCounters(long Connections, long Identifies, long Resumes, long Dispatched, long Replies, long Violations);
