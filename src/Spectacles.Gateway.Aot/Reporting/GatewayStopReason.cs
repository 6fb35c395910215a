namespace Spectacles.Gateway;

/// <summary>Why a shard or a cluster has stopped.</summary>
public enum GatewayStopReason
{
    /// <summary>The program stopped it.</summary>
    Requested,

    /// <summary>Discord closed it permanently: the exception is a <see cref="GatewayClosedException"/>.</summary>
    Closed,

    /// <summary>An unexpected error stopped it. The inner exception is the error.</summary>
    Failed,
}
