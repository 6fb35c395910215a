using Microsoft.Extensions.Logging;

namespace Spectacles.Gateway;

/// <summary>
/// The log messages of a cluster, with stable ids and names, which docs/observability.md lists. They contain no tokens and no payloads.
/// </summary>
internal static class Log
{
    public static readonly LogMessage OfStateChanged = new(
        1, LogLevel.Debug, "ShardStateChanged", "Shard {ShardId}: {Before} -> {After} ({Reason})");
    public static readonly LogMessage OfError = new(2, LogLevel.Warning, "ShardError", "Shard {ShardId}: {Message} [{Kind}]");
    public static readonly LogMessage OfFatal = new(3, LogLevel.Critical, "ShardFailed", "Shard {ShardId}: {Message}");
    public static readonly LogMessage OfWarning = new(4, LogLevel.Warning, "Warning", "{Message}");
    public static readonly LogMessage OfSpawning = new(
        5,
        LogLevel.Information,
        "Spawning",
        "Spawning {Shards} of {Total} shards with the intents {Intents}; {Remaining} session starts remain.");
    public static readonly LogMessage OfResharding = new(
        6, LogLevel.Information, "Resharding", "Resharding from {Before} to {After} shards; {Remaining} session starts remain.");
    public static readonly LogMessage OfClockJumped = new(
        7,
        LogLevel.Warning,
        "ClockJumped",
        "Shard {ShardId}: the clock jumped by {Jump}; the machine was suspended, or its time was set. The connection is checked.");
    public static readonly LogMessage OfRecovered = new(8, LogLevel.Information, "Recovered", "{Message}");
    public static readonly LogMessage OfSessionTakenOver = new(9, LogLevel.Error, "SessionTakenOver", "Shard {ShardId}: {Message}");
    public static readonly LogMessage OfAllReady = new(
        10,
        LogLevel.Information,
        "AllReady",
        "All shards ({Shards}) are READY, {Seconds:0.0} s after the start; {Resumed} of them resumed a stored session.");
    public static readonly LogMessage OfHandlersNotCalled = new(
        11,
        LogLevel.Information,
        "HandlersNotCalled",
        "Resumed sessions do not receive READY and the GUILD_CREATE of each guild again. Not called for them: {Handlers}.");
    public static readonly LogMessage OfClusterError = new(12, LogLevel.Warning, "ClusterError", "{Message} [{Kind}]");
    public static readonly LogMessage OfStopping = new(
        13, LogLevel.Information, "Stopping", "Stopping {Shards} shards, in {Seconds} s at most.");
    public static readonly LogMessage OfStopped = new(14, LogLevel.Information, "Stopped", "The cluster has stopped.");
    public static readonly LogMessage OfSessionRestored = new(
        20,
        LogLevel.Debug,
        "SessionRestored",
        "Shard {ShardId}: a stored session continues after sequence {Sequence}; it was saved at {SavedAt:O}.");
    public static readonly LogMessage OfSessionDropped = new(
        21, LogLevel.Warning, "SessionDropped", "Shard {ShardId}: the stored session is discarded, and a new session starts: {Reason}.");
    public static readonly LogMessage OfShardTakenOver = new(
        22, LogLevel.Information, "ShardTakenOver", "Shard {ShardId}: the process that ran it has stopped it; this process runs it now.");
    public static readonly LogMessage OfNote = new(30, LogLevel.Information, "Note", "{Message}");

    public static void StateChanged(ILogger logger, int shardId, ShardState before, ShardState after, string reason) =>
        OfStateChanged.Write(logger, null, shardId, before, after, reason);

    public static void Error(ILogger logger, int shardId, string message, GatewayErrorKind kind, Exception? exception) =>
        OfError.Write(logger, exception, shardId, message, kind);

    public static void Fatal(ILogger logger, int shardId, string message, Exception? exception) =>
        OfFatal.Write(logger, exception, shardId, message);

    public static void Warning(ILogger logger, string message) =>
        OfWarning.Write(logger, null, message);

    public static void Spawning(ILogger logger, int shards, int total, GatewayIntents intents, int remaining) =>
        OfSpawning.Write(logger, null, shards, total, intents, remaining);

    public static void Resharding(ILogger logger, int before, int after, int remaining) =>
        OfResharding.Write(logger, null, before, after, remaining);

    public static void ClockJumped(ILogger logger, int shardId, TimeSpan jump) =>
        OfClockJumped.Write(logger, null, shardId, jump);

    public static void Recovered(ILogger logger, string message) =>
        OfRecovered.Write(logger, null, message);

    public static void SessionTakenOver(ILogger logger, int shardId, string message) =>
        OfSessionTakenOver.Write(logger, null, shardId, message);

    public static void AllReady(ILogger logger, int shards, double seconds, int resumed) =>
        OfAllReady.Write(logger, null, shards, seconds, resumed);

    public static void HandlersNotCalled(ILogger logger, string handlers) =>
        OfHandlersNotCalled.Write(logger, null, handlers);

    public static void ClusterError(ILogger logger, string message, GatewayErrorKind kind, Exception? exception) =>
        OfClusterError.Write(logger, exception, message, kind);

    public static void Stopping(ILogger logger, int shards, double seconds) =>
        OfStopping.Write(logger, null, shards, seconds);

    public static void Stopped(ILogger logger) =>
        OfStopped.Write(logger, null);

    public static void SessionRestored(ILogger logger, int shardId, long sequence, DateTimeOffset savedAt) =>
        OfSessionRestored.Write(logger, null, shardId, sequence, savedAt);

    public static void SessionDropped(ILogger logger, int shardId, string reason) =>
        OfSessionDropped.Write(logger, null, shardId, reason);

    public static void ShardTakenOver(ILogger logger, int shardId) =>
        OfShardTakenOver.Write(logger, null, shardId);

    public static void Note(ILogger logger, string message) =>
        OfNote.Write(logger, null, message);
}
