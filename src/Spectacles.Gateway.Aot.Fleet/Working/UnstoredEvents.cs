namespace Spectacles.Gateway.Fleet;

/// <summary>Receives interactions and events that are not stored, which come directly from a node.</summary>
internal static class UnstoredEvents
{
    /// <summary>Begins to receive.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="interest">What it needs.</param>
    /// <param name="cancellationToken">Cancels the registration.</param>
    public static async Task<IReadOnlyList<IAsyncDisposable>> ReceiveAsync(
        FleetWorker worker, WorkerInterest interest, CancellationToken cancellationToken)
    {
        var requests = worker.Engine.Requests;
        var receivers = new List<IAsyncDisposable>();
        try
        {
            if (interest.Needs(FleetAddresses.InteractionEvent))
            {
                receivers.Add(await requests.ReceiveAsync(
                    FleetAddresses.Interactions,
                    worker.Group,
                    maxInFlight: 1,
                    (bytes, _) => Begin(worker, bytes, isDropped: false),
                    cancellationToken).ConfigureAwait(false));
            }

            var addresses = interest.Events is { } named ? named.Select(FleetAddresses.Fleeting) : [FleetAddresses.AllFleeting];
            foreach (string address in addresses)
            {
                receivers.Add(await requests.ReceiveAsync(
                    address, worker.Group, maxInFlight: 1, (bytes, _) => Begin(worker, bytes, isDropped: true), cancellationToken)
                    .ConfigureAwait(false));
            }
        }
        catch
        {
            foreach (var receiver in receivers)
            {
                await receiver.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }

        return receivers;
    }

    /// <summary>
    /// Begins the calls of an event. The empty answer confirms that they have begun, not that they have ended. An event whose calls would
    /// have to wait is not kept: it would be of no use later, and nothing limits how many there are.
    /// </summary>
    public static ValueTask<ReadOnlyMemory<byte>?> Begin(FleetWorker worker, ReadOnlyMemory<byte> bytes, bool isDropped)
    {
        if (!EventRecord.TryRead(bytes.Span, out var record) || record.Shards == 0 || record.ShardCount != worker.Engine.Plan.ShardCount)
        {
            worker.Report("A message with an event is not a record of a version and a plan that this worker knows.", null);
            return default;
        }

        bool isBegun = false;
        var events = record.Events;
        while (events.TryNext(out var one))
        {
            if (worker.Shards.Find(one.Shard.ShardId, record.ShardCount).TryBeginUnstored(one))
            {
                isBegun = true;
            }
            else if (isDropped)
            {
                FleetMeter.EventsDropped.Add(1);
            }
        }

        // Not a conditional expression: null would become an empty answer, by way of an array.
        ReadOnlyMemory<byte>? answer = null;
        if (isBegun)
        {
            answer = ReadOnlyMemory<byte>.Empty;
        }

        return new ValueTask<ReadOnlyMemory<byte>?>(answer);
    }
}
