namespace Spectacles.Gateway;

/// <summary>The shard or the cluster has stopped, or is stopping, so the call can't complete.</summary>
public class GatewayStoppedException : GatewayException
{
    /// <summary>Creates the exception, as the library does.</summary>
    /// <param name="message">What has stopped.</param>
    /// <param name="reason">Why it has stopped.</param>
    /// <param name="innerException">The error that stopped it; null for none.</param>
    public GatewayStoppedException(string message, GatewayStopReason reason = GatewayStopReason.Requested, Exception? innerException = null)
        : base(message, innerException)
    {
        Reason = reason;
    }

    /// <summary>Why it has stopped.</summary>
    public GatewayStopReason Reason { get; }
}
