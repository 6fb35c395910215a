namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>A pace at which events are measured.</summary>
/// <param name="Name">The name in the rows.</param>
/// <param name="Interval">The time between two batches, in microseconds.</param>
/// <param name="Batch">The number of events in a batch.</param>
/// <param name="Events">The number of measured events: some two seconds of them.</param>
/// <param name="Waits">Whether a handler awaits 30 ms for each event.</param>
internal sealed record PacedPoint(string Name, int Interval, int Batch, int Events, bool Waits = false)
{
    /// <summary>The events before the measurement, at full speed: fewer in each portion than unfinished calls are allowed.</summary>
    private const int WarmUpEvents = 1000;

    /// <summary>The number of events for a client, with the warm-up.</summary>
    public int AllEvents => WarmUpEvents + Events;

    public string WarmUp => $"warmup={WarmUpEvents}";

    /// <summary>The settings of its server.</summary>
    public string[] Served(string wire) => ["brisk", wire, WarmUp, $"every={Interval}", $"batch={Batch}"];
}
