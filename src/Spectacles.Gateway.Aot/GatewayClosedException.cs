namespace Spectacles.Gateway;

/// <summary>Discord closed a shard's connection with a code after which connecting again is of no use.</summary>
public sealed class GatewayClosedException : GatewayException
{
    internal GatewayClosedException(int shardId, CloseCode code, string? reason, AskedIntents asked)
        : base($"Shard {shardId} was closed with {(int)code}{(string.IsNullOrEmpty(reason) ? string.Empty : $" ({reason})")}: {CloseRules.Explain((int)code)}{asked.Explain(code)}")
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
