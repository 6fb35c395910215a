namespace Spectacles.Gateway.Interactions;

/// <summary>
/// The presses on the messages of one interaction. A press that comes while the method works on another one is kept, so that a user who
/// presses twice is not told that the button is no longer available.
/// </summary>
/// <param name="root">The interaction whose method waits.</param>
/// <param name="source">The interaction whose messages have the components.</param>
internal sealed class PressQueue(Interaction root, Interaction source) : InteractionWait(root)
{
    /// <summary>The number of presses that are kept.</summary>
    private const int Most = 8;

    private readonly Lock gate = new();
    private readonly List<(Func<Press, bool>? Filter, TaskCompletionSource<Press> End)> waiting = [];
    private readonly Queue<Press> kept = new();
    private bool isClosed;

    /// <inheritdoc/>
    public override bool IsFor(Snowflake messageId, Snowflake originId) =>
        originId == source.Id || (messageId != default && messageId == source.MessageId);

    /// <inheritdoc/>
    public override bool TryTake(Interaction context)
    {
        var press = (Press)context;
        lock (gate)
        {
            foreach (var wait in waiting)
            {
                if ((wait.Filter is null || wait.Filter(press)) && waiting.Remove(wait))
                {
                    wait.End.SetResult(press);
                    return true;
                }
            }

            if (isClosed || waiting.Count > 0 || kept.Count >= Most)
            {
                return false;
            }

            kept.Enqueue(press);
            return true;
        }
    }

    /// <summary>Returns the oldest press that was kept; null if there is none.</summary>
    public Press? Next()
    {
        lock (gate)
        {
            return kept.TryDequeue(out var press) ? press : null;
        }
    }

    /// <summary>Returns the oldest press that was kept, or takes no more when there is none.</summary>
    public Press? Close()
    {
        lock (gate)
        {
            isClosed = kept.Count == 0;
            return kept.TryDequeue(out var press) ? press : null;
        }
    }

    /// <summary>Waits for the next press. Call <see cref="Next"/> before.</summary>
    public Task<Press> WaitAsync(Func<Press, bool>? filter)
    {
        var end = new TaskCompletionSource<Press>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Add((filter, end));
        }

        return end.Task;
    }

    /// <summary>Ends a wait, unless there was a press.</summary>
    /// <returns>Whether it was ended.</returns>
    public bool End(Task<Press> wait)
    {
        lock (gate)
        {
            return waiting.RemoveAll(one => one.End.Task == wait) > 0;
        }
    }
}
