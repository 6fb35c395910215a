namespace Spectacles.Gateway.Appends;

/// <summary>What an append demands of the stream.</summary>
internal enum Expectation
{
    /// <summary>Nothing: workers drop what a former owner appends late.</summary>
    None,

    /// <summary>The last fence message of all shards together.</summary>
    GroupFence,

    /// <summary>The last fence message of the append's own shard.</summary>
    ShardFence,

    /// <summary>The last append of the same shard.</summary>
    OwnSubject,
}
