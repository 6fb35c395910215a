namespace Spectacles.Gateway.Fleet;

/// <summary>What the publishers of a node share.</summary>
/// <param name="budget">The bytes that may wait.</param>
/// <param name="maxRecordBytes">The largest record that the broker takes.</param>
/// <param name="time">The clock.</param>
/// <param name="report">Reports an error of the fleet.</param>
internal sealed class PublisherServices(BufferBudget budget, int maxRecordBytes, TimeProvider time, Action<string, Exception?> report)
{
    private readonly ListenerReport listeners = ListenerGuard.Enter(report);
    private readonly HashSet<int> failing = [];
    private readonly HashSet<string> tooLarge = [];
    private long records;
    private long events;
    private long repeated;

    public BufferBudget Budget { get; } = budget;

    public int MaxRecordBytes { get; } = maxRecordBytes;

    public TimeProvider Time { get; } = time;

    /// <summary>The number of events that the log has stored.</summary>
    public long Events => Volatile.Read(ref events);

    /// <summary>The number of records that the log has stored.</summary>
    public long Records => Volatile.Read(ref records);

    /// <summary>The number of times that a record was appended again, because its outcome was not known.</summary>
    public long Repeated => Volatile.Read(ref repeated);

    /// <summary>Confirms and counts a record that was stored.</summary>
    /// <param name="record">The record.</param>
    /// <param name="took">The time since the first attempt.</param>
    public void Confirm(PendingRecord record, TimeSpan took)
    {
        Interlocked.Add(ref events, record.Count);
        Interlocked.Increment(ref records);
        ListenerGuard.Call(record, static it => it.Confirm());
        FleetMeter.EventsStored.Add(record.Count);
        FleetMeter.RecordsStored.Add(1);
        FleetMeter.AppendDuration.Add(took.TotalSeconds);
    }

    /// <summary>Reports that the broker does not answer: once for an outage, however many groups it concerns.</summary>
    public void NoteFailure(int group, Exception exception)
    {
        Interlocked.Increment(ref repeated);
        FleetMeter.AppendsRepeated.Add(1);
        bool isFirst;
        lock (failing)
        {
            isFirst = failing.Count == 0;
            failing.Add(group);
        }

        if (isFirst)
        {
            Report($"Events can't be appended and are held back: {exception.Message}", exception);
        }
    }

    /// <summary>Reports an event that is too large to be stored: once for each name.</summary>
    public void NoteTooLarge(string name, int bytes)
    {
        FleetMeter.EventsDropped.Add(1);
        bool isFirst;
        lock (tooLarge)
        {
            isFirst = tooLarge.Add(name);
        }

        if (isFirst)
        {
            Report(
                $"{name} has {bytes} bytes, but the broker takes records of {MaxRecordBytes} bytes at most. Workers do not get such an "
                + "event. Raise the broker's limit for messages. This is reported once for each event name.", null);
        }
    }

    public void NoteStored(int group)
    {
        bool isLast;
        lock (failing)
        {
            isLast = failing.Remove(group) && failing.Count == 0;
        }

        if (isLast)
        {
            Report("Events are appended again.", null);
        }
    }

    private void Report(string message, Exception? exception)
    {
        try
        {
            report(message, exception);
        }
#pragma warning disable CA1031 // Nobody is left who could be told, and the events must go on.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
