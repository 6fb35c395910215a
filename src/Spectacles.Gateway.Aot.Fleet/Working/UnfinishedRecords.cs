namespace Spectacles.Gateway.Fleet;

/// <summary>The records that a partition has begun and not answered.</summary>
internal sealed class UnfinishedRecords
{
    private readonly TaskCompletionSource none = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly HashSet<Delivery> deliveries = [];

    // The partition itself counts as one, until it waits.
    private int count = 1;

    /// <summary>Adds a record, unless it was answered already.</summary>
    public void Add(Delivery delivery, Task handling)
    {
        if (handling.IsCompletedSuccessfully)
        {
            return;
        }

        Interlocked.Increment(ref count);
        lock (deliveries)
        {
            deliveries.Add(delivery);
        }

        _ = EndAsync(delivery, handling);
    }

    /// <summary>Says to the broker that the records are still being handled.</summary>
    public async Task ProlongAsync(CancellationToken cancellationToken)
    {
        Delivery[] busy;
        lock (deliveries)
        {
            busy = [.. deliveries];
        }

        foreach (var delivery in busy)
        {
            await delivery.ProlongAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for all records. No further one may be added.</summary>
    public Task WhenAllAnswered()
    {
        End();
        return none.Task;
    }

    private async Task EndAsync(Delivery delivery, Task handling)
    {
        await handling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (deliveries)
        {
            deliveries.Remove(delivery);
        }

        End();
    }

    private void End()
    {
        if (Interlocked.Decrement(ref count) == 0)
        {
            none.TrySetResult();
        }
    }
}
