namespace Spectacles.Gateway;

/// <summary>Discord closed a shard's connection with a code after which connecting again is of no use.</summary>
public sealed class GatewayClosedException : GatewayException
{
    /// <summary>Creates the exception, as the library does when Discord closes a shard for good.</summary>
    /// <param name="shardId">The shard that was closed.</param>
    /// <param name="code">The code that it was closed with.</param>
    /// <param name="reason">The reason that Discord gave; null when it gave none.</param>
    public GatewayClosedException(int shardId, CloseCode code, string? reason = null)
        : this(shardId, code, reason, string.Empty)
    {
    }

    /// <param name="shardId">The shard that was closed.</param>
    /// <param name="code">The code that it was closed with.</param>
    /// <param name="reason">The reason that Discord gave.</param>
    /// <param name="intents">Which intents the session asked for, where the close is about those.</param>
    internal GatewayClosedException(int shardId, CloseCode code, string? reason, string intents)
        : base($"Shard {shardId} was closed with {(int)code}{(string.IsNullOrEmpty(reason) ? string.Empty : $" ({reason})")}: {CloseRules.Explain((int)code)}{intents}")
    {
        ShardId = shardId;
        Code = code;
    }

    /// <summary>The shard that was closed.</summary>
    public int ShardId { get; }

    /// <summary>The code that it was closed with.</summary>
    public CloseCode Code { get; }

    internal bool StopsShardOnly => CloseRules.After((int)Code) == AfterClose.StopShard;
}
