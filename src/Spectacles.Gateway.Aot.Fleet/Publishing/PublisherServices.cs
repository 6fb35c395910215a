namespace Spectacles.Gateway.Fleet;

/// <summary>What the publishers of a node share.</summary>
internal sealed class PublisherServices(BufferBudget budget, TimeProvider time, Action<string, Exception?> report)
{
    private readonly HashSet<int> failing = [];
    private long records;
    private long events;
    private long repeated;

    public BufferBudget Budget { get; } = budget;

    public TimeProvider Time { get; } = time;

    /// <summary>The number of events that the log has stored.</summary>
    public long Events => Volatile.Read(ref events);

    /// <summary>The number of records that the log has stored.</summary>
    public long Records => Volatile.Read(ref records);

    /// <summary>The number of times that a record was appended again, because its outcome was not known.</summary>
    public long Repeated => Volatile.Read(ref repeated);

    /// <summary>Counts a record that was stored.</summary>
    /// <param name="more">The number of its events.</param>
    /// <param name="took">The time since the first attempt.</param>
    public void Count(int more, TimeSpan took)
    {
        FleetMeter.EventsStored.Add(more);
        FleetMeter.RecordsStored.Add(1);
        FleetMeter.AppendDuration.Record(took.TotalSeconds);
        Interlocked.Add(ref events, more);
        Interlocked.Increment(ref records);
    }

    /// <summary>Reports that the broker does not answer: once for an outage, however many groups it concerns.</summary>
    public void NoteFailure(int group, Exception exception)
    {
        FleetMeter.AppendsRepeated.Add(1);
        Interlocked.Increment(ref repeated);
        bool isFirst;
        lock (failing)
        {
            isFirst = failing.Count == 0;
            failing.Add(group);
        }

        if (isFirst)
        {
            report($"Events can't be appended and are held back: {exception.Message}", exception);
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
            report("Events are appended again.", null);
        }
    }
}
