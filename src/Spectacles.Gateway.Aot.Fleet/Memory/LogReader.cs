namespace Spectacles.Gateway.Fleet;

/// <summary>One enumeration of a partition by a worker.</summary>
/// <param name="query">What it reads.</param>
internal sealed class LogReader(DeliveryQuery query)
{
    public DeliveryQuery Query => query;

    /// <summary>Whether it waits for a record now.</summary>
    public bool IsAsking { get; set; }

    /// <summary>When it has waited last, as a timestamp of the clock.</summary>
    public long AskedAt { get; set; }
}
