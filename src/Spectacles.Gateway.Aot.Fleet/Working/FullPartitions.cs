namespace Spectacles.Gateway.Fleet;

/// <summary>
/// Counts and reports the partitions that have had no room for another record for five seconds: events wait in the log, because handlers
/// are slower than the events or wait for something. Reports once for all partitions, and once when all have room again.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="report">Receives an error, or that it is over.</param>
internal sealed class FullPartitions(TimeProvider time, Action<GatewayErrorKind, string> report)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private int count;

    /// <summary>Waits for room.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="room">Completes when there is room.</param>
    /// <param name="limit">What the partition has reached, for the report.</param>
    public async Task WaitAsync(int partition, Task room, string limit)
    {
        try
        {
            await room.WaitAsync(Patience, time).ConfigureAwait(false);
            return;
        }
        catch (TimeoutException)
        {
        }

        Enter(partition, limit);
        try
        {
            await room.ConfigureAwait(false);
        }
        finally
        {
            Leave();
        }
    }

    private void Enter(int partition, string limit)
    {
        FleetMeter.PartitionsFull.Add(1);
        if (Interlocked.Increment(ref count) == 1)
        {
            report(
                GatewayErrorKind.Warning,
                $"Partition {partition} has reached {limit} and has had no room for {Patience.TotalSeconds} s, so its events wait in the "
                + "log. The handlers take longer than events arrive. Start more workers, or make the handlers faster.");
        }
    }

    private void Leave()
    {
        FleetMeter.PartitionsFull.Add(-1);
        if (Interlocked.Decrement(ref count) == 0)
        {
            report(GatewayErrorKind.Recovered, "All partitions have room for events again.");
        }
    }
}
