using Microsoft.Extensions.Logging;

namespace Spectacles.Gateway;

/// <summary>
/// The log messages of a cluster, with stable ids and names, which docs/observability.md lists. They contain no tokens and no payloads.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "Shard {ShardId}: {Before} -> {After} ({Reason})", EventName = "ShardStateChanged")]
    public static partial void StateChanged(ILogger logger, int shardId, ShardState before, ShardState after, string reason);

    [LoggerMessage(2, LogLevel.Warning, "Shard {ShardId}: {Message} [{Kind}]", EventName = "ShardError")]
    public static partial void Error(ILogger logger, int shardId, string message, GatewayErrorKind kind, Exception? exception);

    [LoggerMessage(3, LogLevel.Critical, "Shard {ShardId}: {Message}", EventName = "ShardFailed")]
    public static partial void Fatal(ILogger logger, int shardId, string message, Exception? exception);

    [LoggerMessage(4, LogLevel.Warning, "{Message}", EventName = "Warning")]
    public static partial void Warning(ILogger logger, string message);

    [LoggerMessage(
        5,
        LogLevel.Information,
        "Spawning {Shards} of {Total} shards with the intents {Intents}; {Remaining} session starts remain.",
        EventName = "Spawning")]
    public static partial void Spawning(ILogger logger, int shards, int total, GatewayIntents intents, int remaining);

    [LoggerMessage(
        6,
        LogLevel.Information,
        "Resharding from {Before} to {After} shards; {Remaining} session starts remain.",
        EventName = "Resharding")]
    public static partial void Resharding(ILogger logger, int before, int after, int remaining);

    [LoggerMessage(
        7,
        LogLevel.Warning,
        "Shard {ShardId}: the clock jumped by {Jump}; the machine was suspended, or its time was set. The connection is checked.",
        EventName = "ClockJumped")]
    public static partial void ClockJumped(ILogger logger, int shardId, TimeSpan jump);

    [LoggerMessage(8, LogLevel.Information, "{Message}", EventName = "Recovered")]
    public static partial void Recovered(ILogger logger, string message);

    [LoggerMessage(9, LogLevel.Error, "Shard {ShardId}: {Message}", EventName = "SessionTakenOver")]
    public static partial void SessionTakenOver(ILogger logger, int shardId, string message);

    [LoggerMessage(
        10,
        LogLevel.Information,
        "All shards ({Shards}) are READY, {Seconds:0.0} s after the start; {Resumed} of them resumed a stored session.",
        EventName = "AllReady")]
    public static partial void AllReady(ILogger logger, int shards, double seconds, int resumed);

    [LoggerMessage(
        11,
        LogLevel.Information,
        "Resumed sessions do not receive READY and the GUILD_CREATE of each guild again. Not called for them: {Handlers}.",
        EventName = "HandlersNotCalled")]
    public static partial void HandlersNotCalled(ILogger logger, string handlers);

    [LoggerMessage(12, LogLevel.Warning, "{Message} [{Kind}]", EventName = "ClusterError")]
    public static partial void ClusterError(ILogger logger, string message, GatewayErrorKind kind, Exception? exception);

    [LoggerMessage(13, LogLevel.Information, "Stopping {Shards} shards, in {Seconds} s at most.", EventName = "Stopping")]
    public static partial void Stopping(ILogger logger, int shards, double seconds);

    [LoggerMessage(14, LogLevel.Information, "The cluster has stopped.", EventName = "Stopped")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(
        20,
        LogLevel.Debug,
        "Shard {ShardId}: a stored session continues after sequence {Sequence}; it was saved at {SavedAt:O}.",
        EventName = "SessionRestored")]
    public static partial void SessionRestored(ILogger logger, int shardId, long sequence, DateTimeOffset savedAt);

    [LoggerMessage(
        21,
        LogLevel.Warning,
        "Shard {ShardId}: the stored session is discarded, and a new session starts: {Reason}.",
        EventName = "SessionDropped")]
    public static partial void SessionDropped(ILogger logger, int shardId, string reason);

    [LoggerMessage(
        22,
        LogLevel.Information,
        "Shard {ShardId}: the process that ran it has stopped it; this process runs it now.",
        EventName = "ShardTakenOver")]
    public static partial void ShardTakenOver(ILogger logger, int shardId);

    [LoggerMessage(30, LogLevel.Information, "{Message}", EventName = "Note")]
    public static partial void Note(ILogger logger, string message);
}
