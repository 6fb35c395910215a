namespace Spectacles.Gateway;

/// <content>What the shard tells of itself.</content>
public sealed partial class Shard
{
    /// <summary>Something went wrong on this shard: in a handler, on a connection, or for good. The listeners of <see cref="Cluster.Error"/> are told after these.</summary>
    public event Action<GatewayError>? Error
    {
        add => context.Errors.Reported += value;
        remove => context.Errors.Reported -= value;
    }

    internal override ShardEvents Events { get; }
}
