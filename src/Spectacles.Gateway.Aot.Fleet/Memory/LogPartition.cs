namespace Spectacles.Gateway.Fleet;

/// <summary>The records of a partition, by numbers that are never used again.</summary>
internal sealed class LogPartition
{
    private readonly List<LogRecord?> records = [];
    private int gone;
    private long first;

    /// <summary>The number of the oldest record that is still there.</summary>
    public long First => first + gone;

    /// <summary>The number of the next record.</summary>
    public long End => first + records.Count;

    public LogRecord this[long number] => records[(int)(number - first)]!;

    public void Add(LogRecord record) => records.Add(record);

    public void RemoveFirst()
    {
        records[gone]!.IsGone = true;
        records[gone++] = null;
        if (gone > 64 && gone > records.Count / 2)
        {
            records.RemoveRange(0, gone);
            first += gone;
            gone = 0;
        }
    }
}
