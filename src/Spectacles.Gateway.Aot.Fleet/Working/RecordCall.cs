namespace Spectacles.Gateway.Fleet;

/// <summary>One delivered record whose calls have begun. It answers the delivery when they have ended.</summary>
/// <param name="worker">The worker.</param>
/// <param name="delivery">The delivery.</param>
/// <param name="partition">The record's partition.</param>
internal sealed class RecordCall(FleetWorker worker, Delivery delivery, int partition)
{
    private readonly List<(int Index, ValueTask<DispatchOutcome> Outcome)> pending = [];
    private readonly List<(int Index, DispatchOutcome Outcome)> unfinished = [];
    private int events;
    private bool isApart;

    /// <summary>The time after which the record is to be delivered again, before its calls begin; null if they have begun.</summary>
    public TimeSpan? Delay { get; set; }

    /// <summary>Notes the outcome of an event, which may follow later.</summary>
    public void Add(int index, ValueTask<DispatchOutcome> outcome)
    {
        events++;
        if (outcome.IsCompletedSuccessfully)
        {
            Note(index, outcome.Result);
        }
        else
        {
            pending.Add((index, outcome));
        }
    }

    /// <summary>Takes the record apart, without a call: each of its events is then tried by itself.</summary>
    /// <param name="record">The record. Its events are counted: the number in its head may be wrong.</param>
    /// <returns>Whether the record is complete.</returns>
    public bool TryTakeApart(in EventRecord record)
    {
        var each = record.Events;
        for (int i = 0; each.TryNext(out _); i++)
        {
            Note(i, DispatchOutcome.NotBegun);
        }

        isApart = true;
        return !each.IsBroken;
    }

    /// <summary>Waits for the calls and answers the delivery.</summary>
    public async Task AnswerAsync()
    {
        if (Delay is { } delay)
        {
            await delivery.RetryAsync(delay, CancellationToken.None).ConfigureAwait(false);
            return;
        }

        foreach (var (index, outcome) in pending)
        {
            Note(index, await outcome.ConfigureAwait(false));
        }

        if (unfinished.Count == 0)
        {
            await delivery.AcknowledgeAsync(CancellationToken.None).ConfigureAwait(false);
        }
        else if (!isApart && unfinished.Count == events && unfinished.TrueForAll(one => one.Outcome == DispatchOutcome.NotBegun))
        {
            // The worker stops; another one begins.
            await delivery.RetryAsync(TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
        }
        else
        {
            await AnswerUnfinishedAsync().ConfigureAwait(false);
        }
    }

    private async Task AnswerUnfinishedAsync()
    {
        var (count, before) = ReadHead();
        int failed = worker.Retry == FleetRetry.Block ? Math.Max(worker.Pace.MaxAttempts, before + 1) : before + 1;
        if (count == 1 && !isApart && worker.Pace.IsOver(failed))
        {
            await worker.BuryAsync(delivery, RetryPace.Failed(failed)).ConfigureAwait(false);
            return;
        }

        FleetMeter.RecordsRetried.Add(1);
        await RetryEachAsync(before, failed).ConfigureAwait(false);
        await delivery.AcknowledgeAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private void Note(int index, DispatchOutcome outcome)
    {
        if (outcome != DispatchOutcome.Finished)
        {
            unfinished.Add((index, outcome));
        }
    }

    private (int Count, int FailedAttempts) ReadHead() =>
        EventRecord.TryRead(delivery.Record.Span, out var record) ? (record.Count, record.FailedAttempts) : default;

    /// <summary>
    /// Appends each event that is not finished again by itself, before the record is acknowledged. The new record counts the attempts that
    /// have failed: the broker would count deliveries to workers that have stopped, too.
    /// </summary>
    private async Task RetryEachAsync(int failedBefore, int failed)
    {
        using var writer = new RecordWriter(1);
        foreach (var (index, outcome) in unfinished)
        {
            int attempts = outcome == DispatchOutcome.NotBegun ? failedBefore : failed;
            await worker.Engine.Events.AppendRetryAsync(
                worker.Group, partition, RecordedEvents.Cut(delivery.Record.Span, index, attempts, writer), CancellationToken.None)
                .ConfigureAwait(false);
            writer.Clear();
        }
    }
}
