namespace Spectacles.Gateway;

/// <summary>A cluster whose state is read when metrics are collected.</summary>
internal interface IObservedCluster
{
    /// <summary>The name of the cluster; null for none.</summary>
    string? Name { get; }

    /// <summary>Whether each shard has its own measurements.</summary>
    bool IsPerShard { get; }

    /// <summary>The time from the start until all shards were READY; null before that.</summary>
    TimeSpan? StartDuration { get; }

    ClusterReading Read();
}
