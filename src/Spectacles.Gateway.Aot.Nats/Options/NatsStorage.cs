namespace Spectacles.Gateway.Fleet;

/// <summary>Where NATS keeps the streams of a fleet.</summary>
public enum NatsStorage
{
    /// <summary>On the servers' disks.</summary>
    File,

    /// <summary>In the servers' memory: what is stored is lost when they end.</summary>
    Memory,
}
