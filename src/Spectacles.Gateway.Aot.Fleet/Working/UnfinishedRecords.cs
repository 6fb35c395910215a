namespace Spectacles.Gateway.Fleet;

/// <summary>The records that a partition has begun and not answered.</summary>
internal sealed class UnfinishedRecords
{
    private readonly TaskCompletionSource none = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<Delivery> deliveries = [];
    private bool isWaiting;

    /// <summary>Adds a record, unless it was answered already.</summary>
    public void Add(Delivery delivery, Task handling)
    {
        if (handling.IsCompletedSuccessfully)
        {
            return;
        }

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
        lock (deliveries)
        {
            isWaiting = true;
            EndIfNone();
        }

        return none.Task;
    }

    private async Task EndAsync(Delivery delivery, Task handling)
    {
        await handling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (deliveries)
        {
            deliveries.Remove(delivery);
            EndIfNone();
        }
    }

    private void EndIfNone()
    {
        if (isWaiting && deliveries.Count == 0)
        {
            none.TrySetResult();
        }
    }
}
