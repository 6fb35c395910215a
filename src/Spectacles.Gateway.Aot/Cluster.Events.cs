namespace Spectacles.Gateway;

/// <content>What the cluster tells of all its shards, those of <see cref="ReshardAsync"/> too.</content>
public sealed partial class Cluster
{
    /// <summary>Something went wrong: in a handler, on a connection, or for good. Called on the thread where it happened; be quick.</summary>
    public event Action<GatewayError>? Error
    {
        add => errors.Reported += value;
        remove => errors.Reported -= value;
    }

    internal override ShardEvents Events { get; }
}
