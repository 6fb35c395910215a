namespace Spectacles.Gateway;

/// <summary>The exception for a connection that Discord closed with a code after which reconnecting is not useful.</summary>
public sealed class GatewayClosedException : GatewayStoppedException
{
    /// <summary>Creates the exception, as the library does when Discord closes a shard permanently.</summary>
    /// <param name="shardId">The shard that was closed.</param>
    /// <param name="code">The close code.</param>
    /// <param name="reason">The reason that Discord gave; null if it gave none.</param>
    public GatewayClosedException(int shardId, CloseCode code, string? reason = null)
        : this(shardId, code, reason, string.Empty)
    {
    }

    /// <param name="shardId">The shard that was closed.</param>
    /// <param name="code">The close code.</param>
    /// <param name="reason">The reason that Discord gave.</param>
    /// <param name="intents">A description of the requested intents, if the close is related to them.</param>
    internal GatewayClosedException(int shardId, CloseCode code, string? reason, string intents)
        : base($"Shard {shardId} was closed with {(int)code}{(string.IsNullOrEmpty(reason) ? string.Empty : $" ({reason})")}: "
            + $"{CloseRules.Explain((int)code)}{intents}",
            GatewayStopReason.Closed)
    {
        ShardId = shardId;
        Code = code;
        IsConfigurationError = CloseRules.After((int)code) is AfterClose.StopShard or AfterClose.StopCluster;
    }

    /// <summary>The shard that was closed.</summary>
    public int ShardId { get; }

    /// <summary>The close code.</summary>
    public CloseCode Code { get; }

    internal bool StopsShardOnly => CloseRules.After((int)Code) == AfterClose.StopShard;
}
