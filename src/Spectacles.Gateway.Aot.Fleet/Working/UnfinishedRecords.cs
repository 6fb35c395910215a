namespace Spectacles.Gateway.Fleet;

/// <summary>Counts the records that a partition has begun and not answered.</summary>
internal sealed class UnfinishedRecords
{
    private readonly TaskCompletionSource none = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The partition itself counts as one, until it waits.
    private int count = 1;

    public void Add(Task handling)
    {
        if (handling.IsCompletedSuccessfully)
        {
            return;
        }

        Interlocked.Increment(ref count);
        _ = EndAsync(handling);
    }

    /// <summary>Waits for all records. No further one may be added.</summary>
    public Task WhenAllAnswered()
    {
        End();
        return none.Task;
    }

    private async Task EndAsync(Task handling)
    {
        await handling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
