namespace Spectacles.Gateway.Fleet;

/// <summary>
/// Passes events to workers without storing them: at most once. Interactions are confirmed by the worker, because a user waits for the
/// answer and Discord for three seconds only.
/// </summary>
/// <param name="engine">The broker.</param>
/// <param name="time">The clock.</param>
internal sealed class DirectEvents(IFleetEngine engine, TimeProvider time)
{
    /// <summary>How long a worker has to confirm that it has an interaction.</summary>
    public static readonly TimeSpan ConfirmTimeout = TimeSpan.FromMilliseconds(500);

    /// <summary>The number of events that can be on their way at once. More are dropped, and counted.</summary>
    private const int MostUnsent = 1024;

    private int unsent;
    private long dropped;
    private long missed;

    /// <summary>The number of events that were dropped, because the broker did not take them fast enough.</summary>
    public long Dropped => Volatile.Read(ref dropped);

    /// <summary>The number of interactions that no worker has confirmed.</summary>
    public long Missed => Volatile.Read(ref missed);

    /// <summary>Called with an interaction's payload if no worker has confirmed it; null for nothing.</summary>
    public Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask>? OnMissed { get; init; }

    /// <summary>Passes an interaction to a worker.</summary>
    public void Ask(in Dispatch dispatch, int shardId) =>
        _ = CountAsync(AskAsync(Write(dispatch, shardId), dispatch.Data.ToArray()));

    /// <summary>Passes an event to the workers that are there.</summary>
    public void Send(in Dispatch dispatch, int shardId, string name)
    {
        if (Volatile.Read(ref unsent) >= MostUnsent)
        {
            Drop();
            return;
        }

        _ = CountAsync(SendAsync(FleetAddresses.Fleeting(name), Write(dispatch, shardId)));
    }

    private async Task CountAsync(Task task)
    {
        Interlocked.Increment(ref unsent);
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (Exception e) when (e is FleetException or OperationCanceledException)
        {
            Drop();
        }
        finally
        {
            Interlocked.Decrement(ref unsent);
        }
    }

    private void Drop()
    {
        FleetMeter.EventsDropped.Add(1);
        Interlocked.Increment(ref dropped);
    }

    private async Task SendAsync(string address, ReadOnlyMemory<byte> record)
    {
        using var patience = new CancellationTokenSource(ConfirmTimeout, time);
        await engine.Requests.SendAsync(address, record, patience.Token).ConfigureAwait(false);
    }

    private async Task AskAsync(ReadOnlyMemory<byte> record, ReadOnlyMemory<byte> payload)
    {
        RequestAnswer answer;
        try
        {
            answer = await engine.Requests.AskAsync(FleetAddresses.Interactions, record, ConfirmTimeout, CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (FleetException)
        {
            answer = new RequestAnswer(RequestOutcome.NoReceiver, default);
        }

        if (answer.Outcome != RequestOutcome.Answered)
        {
            FleetMeter.InteractionsMissed.Add(1);
            Interlocked.Increment(ref missed);
            if (OnMissed is { } tell)
            {
                await tell(payload, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private ReadOnlyMemory<byte> Write(in Dispatch dispatch, int shardId)
    {
        using var writer = new RecordWriter(1);
        writer.TryAdd(new RecordedEvent
        {
            Shard = new RecordedShard(shardId, 0, dispatch.Sequence),
            Sequence = dispatch.Sequence,
            ReceivedAt = time.GetUtcNow(),
            TraceContext = default,
            Name = dispatch.EventName,
            Data = dispatch.Data,
        });
        return writer.Finish(engine.Plan.GroupOf(shardId), 0, engine.Plan.ShardCount).ToArray();
    }
}
