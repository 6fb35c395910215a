namespace Spectacles.Gateway.Fleet;

/// <summary>One delivered record whose calls have begun. It answers the delivery when they have ended.</summary>
/// <param name="worker">The worker.</param>
/// <param name="delivery">The delivery.</param>
/// <param name="partition">The record's partition.</param>
internal sealed class RecordCall(FleetWorker worker, Delivery delivery, int partition)
{
    private readonly List<(int Index, ValueTask<DispatchOutcome> Outcome)> pending = [];
    private readonly List<int> failed = [];
    private int events;
    private DispatchOutcome worst;

    /// <summary>Whether the record is to be delivered again after the first delay, before its calls begin.</summary>
    public bool IsTooEarly { get; set; }

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

    /// <summary>Notes that each event has failed, without a call.</summary>
    /// <param name="record">The record. Its events are counted: the number in its head may be wrong.</param>
    /// <returns>Whether the record is complete.</returns>
    public bool TryFailAll(in EventRecord record)
    {
        var each = record.Events;
        for (int i = 0; each.TryNext(out _); i++)
        {
            Add(i, new ValueTask<DispatchOutcome>(DispatchOutcome.Failed));
        }

        return !each.IsBroken;
    }

    /// <summary>Waits for the calls and answers the delivery.</summary>
    public async Task AnswerAsync()
    {
        if (IsTooEarly)
        {
            await delivery.RetryAsync(worker.Pace.After(1), CancellationToken.None).ConfigureAwait(false);
            return;
        }

        foreach (var (index, outcome) in pending)
        {
            Note(index, await outcome.ConfigureAwait(false));
        }

        if (failed.Count == 0)
        {
            await delivery.AcknowledgeAsync(CancellationToken.None).ConfigureAwait(false);
        }
        else if (worst == DispatchOutcome.NotBegun && failed.Count == events)
        {
            // The worker stops; another one begins.
            await delivery.RetryAsync(TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
        }
        else if (IsPack())
        {
            FleetMeter.RecordsRetried.Add(1);
            await RetryEachAsync().ConfigureAwait(false);
            await delivery.AcknowledgeAsync(CancellationToken.None).ConfigureAwait(false);
        }
        else if (worker.Pace.IsLast(delivery.Attempt))
        {
            await worker.BuryAsync(delivery, $"its handlers have failed {delivery.Attempt} times").ConfigureAwait(false);
        }
        else
        {
            FleetMeter.RecordsRetried.Add(1);
            await delivery.RetryAsync(worker.Pace.After(delivery.Attempt), CancellationToken.None).ConfigureAwait(false);
        }
    }

    private void Note(int index, DispatchOutcome outcome)
    {
        if (outcome != DispatchOutcome.Finished)
        {
            failed.Add(index);
            worst = outcome > worst ? outcome : worst;
        }
    }

    private bool IsPack() => EventRecord.TryRead(delivery.Record.Span, out var record) && record.Count > 1;

    /// <summary>Appends each failed event again by itself, before the pack is acknowledged.</summary>
    private async Task RetryEachAsync()
    {
        using var writer = new RecordWriter(1);
        foreach (int index in failed)
        {
            await worker.Engine.Events.AppendRetryAsync(
                worker.Group, partition, RecordedEvents.Cut(delivery.Record.Span, index, writer), CancellationToken.None)
                .ConfigureAwait(false);
            writer.Clear();
        }
    }
}
