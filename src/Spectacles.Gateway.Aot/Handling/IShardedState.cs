namespace Spectacles.Gateway;

/// <summary>A handler of the library that keeps state of the shards.</summary>
internal interface IShardedState : IGatewayHandler
{
    /// <summary>
    /// Whether its state is restored with a stored session. If so, it does not need the READY and GUILD_CREATE that a resumed start lacks.
    /// </summary>
    bool IsRestored { get; }

    /// <summary>Discord has accepted the session of a shard: a new one, or one that was resumed. The shard is not READY yet.</summary>
    void BeginSession(string sessionId, int shardId);

    /// <summary>The bot now runs all of this number of shards, which have taken over from others.</summary>
    void ChangeShardCount(int shardCount);
}
