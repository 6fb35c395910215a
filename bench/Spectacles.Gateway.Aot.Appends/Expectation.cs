namespace Spectacles.Gateway.Appends;

/// <summary>The condition of an append, which the server checks.</summary>
internal enum Expectation
{
    /// <summary>No condition: workers would have to drop the late appends of a former owner.</summary>
    None,

    /// <summary>The last fence message, which all shards share, has the expected sequence.</summary>
    GroupFence,

    /// <summary>The last fence message of the append's shard has the expected sequence.</summary>
    ShardFence,

    /// <summary>The last append of the same shard has the expected sequence.</summary>
    OwnSubject,
}
