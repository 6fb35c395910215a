using Microsoft.Extensions.Logging;

namespace Spectacles.Gateway;

/// <summary>The log messages of a cluster, with stable event ids. They contain no tokens and no payloads.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Shard {ShardId}: {Before} -> {After} ({Reason})")]
    public static partial void StateChanged(ILogger logger, int shardId, ShardState before, ShardState after, string reason);

    [LoggerMessage(2, LogLevel.Warning, "Shard {ShardId}: {Message} [{Kind}]")]
    public static partial void Error(ILogger logger, int? shardId, string message, GatewayErrorKind kind, Exception? exception);

    [LoggerMessage(3, LogLevel.Critical, "Shard {ShardId}: {Message}")]
    public static partial void Fatal(ILogger logger, int? shardId, string message, Exception? exception);

    [LoggerMessage(4, LogLevel.Warning, "{Message}")]
    public static partial void Warning(ILogger logger, string message);

    [LoggerMessage(
        5, LogLevel.Information, "Spawning {Shards} of {Total} shards with the intents {Intents}; {Remaining} session starts remain.")]
    public static partial void Spawning(ILogger logger, int shards, int total, GatewayIntents intents, int remaining);

    [LoggerMessage(6, LogLevel.Information, "Resharding from {Before} to {After} shards; {Remaining} session starts remain.")]
    public static partial void Resharding(ILogger logger, int before, int after, int remaining);

    [LoggerMessage(
        7,
        LogLevel.Warning,
        "Shard {ShardId}: the clock jumped by {Jump}; the machine was suspended, or its time was set. The connection is checked.")]
    public static partial void ClockJumped(ILogger logger, int shardId, TimeSpan jump);

    [LoggerMessage(8, LogLevel.Information, "{Message}")]
    public static partial void Recovered(ILogger logger, string message);

    [LoggerMessage(
        20, LogLevel.Information, "Shard {ShardId}: a stored session continues after sequence {Sequence}; it was saved at {SavedAt}.")]
    public static partial void SessionRestored(ILogger logger, int shardId, long sequence, DateTimeOffset savedAt);

    [LoggerMessage(21, LogLevel.Warning, "Shard {ShardId}: the stored session is discarded, and a new session starts: {Reason}.")]
    public static partial void SessionDropped(ILogger logger, int shardId, string reason);

    [LoggerMessage(22, LogLevel.Information, "Shard {ShardId}: the process that ran it has stopped it; this process runs it now.")]
    public static partial void ShardTakenOver(ILogger logger, int shardId);

    [LoggerMessage(30, LogLevel.Information, "{Message}")]
    public static partial void Note(ILogger logger, string message);
}
