using System.Runtime.CompilerServices;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// Reads one partition for a worker: begins the calls of its records in order, and answers each when its calls have ended.
/// </summary>
/// <param name="worker">The worker.</param>
/// <param name="partition">The partition.</param>
internal sealed class PartitionReader(FleetWorker worker, int partition)
{
    private readonly UnfinishedRecords unfinished = new();
    private readonly CrashGuard guard = new(worker, partition);

    /// <summary>Reads until it is canceled, and then waits for the answers of the records that have begun.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var ended = new CancellationTokenSource();
        using var room = new SemaphoreSlim(worker.MaxRecords);
        var prolonging = ProlongAsync(ended.Token);
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                await ReadAsync(room, stopping).ConfigureAwait(false);
            }
        }
        finally
        {
            await unfinished.WhenAllAnswered().ConfigureAwait(false);
            await ended.CancelAsync().ConfigureAwait(false);
            await prolonging.ConfigureAwait(false);
        }
    }

    /// <summary>Handlers may take longer than a record may be unanswered.</summary>
    private async Task ProlongAsync(CancellationToken ended)
    {
        using var timer = new PeriodicTimer(worker.Query.AnswerTimeout / 3, worker.Time);
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(ended).ConfigureAwait(false);
                await unfinished.ProlongAsync(ended).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
            }
#pragma warning disable CA1031 // Whatever an engine throws: the records that have begun go on, and may be delivered again.
            catch (Exception e)
#pragma warning restore CA1031
            {
                worker.Report($"The broker does not know that records of partition {partition} are still being handled: {e.Message}", e);
            }
        }
    }

    private async Task ReadAsync(SemaphoreSlim room, CancellationToken stopping)
    {
        try
        {
            // The place of the record that is asked for is taken already.
            var query = worker.Query with
            {
                Room = () => room.CurrentCount + 1,
                RoomBytes = () => worker.Budget.Left / worker.Engine.Plan.Partitions,
            };
            await using var deliveries = worker.Engine.Events.ReadAsync(query, partition, stopping)
                .ConfigureAwait(false).GetAsyncEnumerator();
            while (await NextAsync(room, deliveries, stopping).ConfigureAwait(false))
            {
                unfinished.Add(deliveries.Current, HandleAsync(deliveries.Current, room));
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
#pragma warning disable CA1031 // Whatever an engine throws: the partition must not be left unread in silence.
        catch (Exception e)
#pragma warning restore CA1031
        {
            worker.Report($"Partition {partition} can't be read, which is tried again: {e.Message}", e);
            await Task.Delay(FleetWorker.PauseAfterFailure, worker.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Waits until there is room for a record, and then for the record. A worker without room does not ask, so that another one of its
    /// group may go on with the partition.
    /// </summary>
    /// <returns>Whether there is a record.</returns>
    private async Task<bool> NextAsync(
        SemaphoreSlim room, ConfiguredCancelableAsyncEnumerable<Delivery>.Enumerator deliveries, CancellationToken stopping)
    {
        await worker.Full.WaitAsync(partition, room.WaitAsync(stopping), "MaxInFlight").ConfigureAwait(false);
        bool isRead = false;
        try
        {
            await worker.Full.WaitAsync(partition, worker.Budget.WaitAsync(stopping), "MaxBytesInFlight").ConfigureAwait(false);
            isRead = await deliveries.MoveNextAsync();
            return isRead;
        }
        finally
        {
            if (!isRead)
            {
                room.Release();
            }
        }
    }

    private async Task HandleAsync(Delivery delivery, SemaphoreSlim room)
    {
        int bytes = delivery.Record.Length;
        worker.Budget.Take(bytes);
        try
        {
            await HandleAsync(delivery).ConfigureAwait(false);
        }
        finally
        {
            worker.Budget.Return(bytes);
            room.Release();
        }
    }

    /// <summary>Begins the calls of a record, before it returns, and answers the delivery.</summary>
    internal async Task HandleAsync(Delivery delivery)
    {
        FleetMeter.DeliveryAge.Add(delivery.Age.TotalSeconds);
        FleetMeter.RecordsUnfinished.Add(1);
        try
        {
            if (!worker.Pace.IsSuspect(delivery.Attempt))
            {
                await BeginAsync(delivery, crashes: 0).ConfigureAwait(false);
            }
            else if (!await guard.TryHandleAsync(delivery.Record, crashes => BeginAsync(delivery, crashes)).ConfigureAwait(false))
            {
                await delivery.RetryAsync(TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // Whatever an engine throws, the other records go on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            worker.Report($"A record of partition {partition} has no answer, so that it is delivered again: {e.Message}", e);
        }
        finally
        {
            FleetMeter.RecordsUnfinished.Add(-1);
        }
    }

    private Task BeginAsync(Delivery delivery, int crashes)
    {
        var call = new RecordCall(worker, delivery, partition);
        string? problem;
        try
        {
            problem = Begin(call, delivery, crashes);
        }
        catch (GatewayStoppedException)
        {
            // Another worker begins.
            return delivery.RetryAsync(TimeSpan.Zero, CancellationToken.None).AsTask();
        }
#pragma warning disable CA1031 // Every byte may be wrong: a record that can't be read must not come again for ever.
        catch (Exception e)
#pragma warning restore CA1031
        {
            problem = $"it can't be read ({e.Message})";
        }

        return problem is null ? call.AnswerAsync() : worker.BuryAsync(delivery, problem).AsTask();
    }

    /// <returns>Why the record is to be given up; null if it is not.</returns>
    private string? Begin(RecordCall call, Delivery delivery, int crashes)
    {
        if (RecordFormat.NewerVersionOf(delivery.Record.Span) is { } version)
        {
            return BeginNewer(call, delivery, version);
        }

        if (!EventRecord.TryRead(delivery.Record.Span, out var record))
        {
            return $"it is not a record of format {RecordFormat.Version}";
        }

        if (record.ShardCount != worker.Engine.Plan.ShardCount)
        {
            return $"it is of a bot with {record.ShardCount} shards, but the plan of this worker has {worker.Engine.Plan.ShardCount}";
        }

        if (worker.Pace.IsOver(record.FailedAttempts))
        {
            return RetryPace.Failed(record.FailedAttempts);
        }

        if (record.FailedAttempts > 0 && delivery.Attempt == 1)
        {
            call.Delay = worker.Pace.After(record.FailedAttempts);
            return null;
        }

        if (record.Count > 1 && crashes > 0)
        {
            return call.TryTakeApart(record) ? null : "it is incomplete";
        }

        if (worker.Pace.IsOver(crashes))
        {
            return $"its calls have begun {crashes} times in a row without an end, so it seems to end the process";
        }

        return TryBeginEvents(call, delivery.Record, record, isRepeatAllowed: record.IsRetry || delivery.Attempt > 1)
            ? null
            : "it is incomplete; the events before the break were handled";
    }

    /// <summary>During an upgrade, a worker of the newer version may be the one that gets the record next.</summary>
    /// <returns>Why the record is to be given up; null if it is not.</returns>
    private string? BeginNewer(RecordCall call, Delivery delivery, int version)
    {
        if (worker.Pace.IsOver(delivery.Attempt))
        {
            return $"it has format {version} and this worker reads format {RecordFormat.Version}, so replay it when all workers of the "
                + "group have the newer version";
        }

        worker.NoteNewer(version);
        call.Delay = worker.Pace.After(delivery.Attempt);
        return null;
    }

    private bool TryBeginEvents(RecordCall call, ReadOnlyMemory<byte> bytes, in EventRecord record, bool isRepeatAllowed)
    {
        var events = record.Events;
        int at = 0;
        for (int i = 0; events.TryNext(out var one); i++)
        {
            var shard = worker.Shards.Find(one.Shard.ShardId, record.ShardCount);
            bool isBegun = shard.TryBegin(one, new EventPlace(bytes, at), isRepeatAllowed, record.FailedAttempts, out var outcome);
            if (isBegun || !outcome.IsCompletedSuccessfully)
            {
                call.Add(i, outcome);
            }

            if (!isBegun)
            {
                worker.CountRepeated();
            }

            at = events.Position;
        }

        return !events.IsBroken;
    }
}
