namespace Spectacles.Gateway.Fleet;

/// <summary>How far a worker group has read a partition. The log's lock is held for all calls.</summary>
internal sealed class GroupProgress(LogPartition partition, TimeProvider time)
{
    /// <summary>How long a reader keeps the partition without asking for a record.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly SortedDictionary<long, UnansweredRecord> unanswered = [];

    /// <summary>The first one reads. The others wait.</summary>
    private readonly List<LogReader> readers = [];

    /// <summary>The number of the next record that was not delivered yet. A new group begins with what is appended from now on.</summary>
    private long next = partition.End;

    /// <summary>The query of the last reader, with the events that the group has ever asked for.</summary>
    private DeliveryQuery? wanted;

    /// <summary>Fired when a reader has to look again.</summary>
    public ChangeSignal Changed { get; } = new();

    /// <summary>The number of records that the group has not finished, of those that it has asked for.</summary>
    public long Unread
    {
        get
        {
            long count = unanswered.Values.Count(record => !record.Record.IsGone);
            for (long number = Math.Max(next, partition.First); number < partition.End; number++)
            {
                count += wanted is not null && partition[number].IsFor(wanted) ? 1 : 0;
            }

            return count;
        }
    }

    public void Begin(LogReader reader)
    {
        readers.Add(reader);
        wanted = wanted is null ? reader.Query : reader.Query with
        {
            Events = wanted.Events is null || reader.Query.Events is null ? null : [.. wanted.Events.Union(reader.Query.Events)],
        };
    }

    public void End(LogReader reader)
    {
        readers.Remove(reader);
        Changed.Fire();
    }

    /// <summary>The reader does not ask for a record any more: it has one, or can't reach the broker.</summary>
    public void Pause(LogReader reader)
    {
        if (reader.IsAsking)
        {
            reader.IsAsking = false;
            reader.AskedAt = time.GetTimestamp();
            Changed.Fire();
        }
    }

    public LogTake Take(LogReader reader)
    {
        if (!readers.Contains(reader))
        {
            return LogTake.Nothing;
        }

        long now = time.GetTimestamp();
        reader.IsAsking = true;
        if (WaitForTurn(reader, now) is { } wait)
        {
            return LogTake.Nothing with { Wait = wait };
        }

        if (Due(now) is { } due)
        {
            return Deliver(due.Key, due.Value.Record, due.Value.Attempt + 1, reader, now);
        }

        for (next = Math.Max(next, partition.First); unanswered.Count < reader.Query.MaxInFlight && next < partition.End; next++)
        {
            if (partition[next].IsFor(wanted!))
            {
                return Deliver(next, partition[next++], attempt: 1, reader, now);
            }
        }

        return LogTake.Nothing with
        {
            Wait = unanswered.Count == 0 ? Timeout.InfiniteTimeSpan : Until(unanswered.Values.Min(record => record.DueAt), now),
        };
    }

    /// <summary>Says that no other delivery is needed. It counts whichever delivery was answered.</summary>
    public void Finish(long number)
    {
        unanswered.Remove(number);
        Changed.Fire();
    }

    /// <summary>Sets the time of the next delivery, unless there has been one since.</summary>
    public void Retry(long number, int attempt, TimeSpan delay)
    {
        if (unanswered.TryGetValue(number, out var record) && record.Attempt == attempt)
        {
            unanswered[number] = record with { DueAt = After(delay, time.GetTimestamp()) };
            Changed.Fire();
        }
    }

    /// <summary>Null if it is the reader's turn.</summary>
    private TimeSpan? WaitForTurn(LogReader reader, long now)
    {
        var active = readers[0];
        if (active == reader)
        {
            return null;
        }

        if (active.IsAsking)
        {
            return Timeout.InfiniteTimeSpan;
        }

        long end = After(LongestPause, active.AskedAt);
        if (end > now)
        {
            return Until(end, now);
        }

        readers.RemoveAt(0);
        readers.Add(active);
        Changed.Fire();
        return WaitForTurn(reader, now);
    }

    private KeyValuePair<long, UnansweredRecord>? Due(long now)
    {
        foreach (long gone in unanswered.TakeWhile(record => record.Value.Record.IsGone).Select(record => record.Key).ToArray())
        {
            unanswered.Remove(gone);
        }

        foreach (var record in unanswered)
        {
            if (record.Value.DueAt <= now)
            {
                return record;
            }
        }

        return null;
    }

    private LogTake Deliver(long number, LogRecord record, int attempt, LogReader reader, long now)
    {
        var delivered = new UnansweredRecord(record, attempt, After(reader.Query.AnswerTimeout, now));
        unanswered[number] = delivered;
        Pause(reader);
        return new LogTake(number, delivered, TimeSpan.Zero);
    }

    private long After(TimeSpan delay, long start) => start + (long)Math.Ceiling(delay.TotalSeconds * time.TimestampFrequency);

    /// <summary>Rounded up to a millisecond, the resolution of timers.</summary>
    private TimeSpan Until(long end, long now) =>
        TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(time.GetElapsedTime(now, end).TotalMilliseconds)));
}
