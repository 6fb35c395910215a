namespace Spectacles.Gateway.Fleet;

/// <summary>The bytes of the events that a node has received and the log has not stored. At the limit, shards stop reading.</summary>
/// <param name="limit">In bytes.</param>
internal sealed class BufferBudget(long limit)
{
    private readonly Lock gate = new();
    private long used;
    private TaskCompletionSource? room;

    /// <summary>The bytes that are in use.</summary>
    public long Used => Volatile.Read(ref used);

    /// <summary>Takes room for an event.</summary>
    /// <returns>False if there is none. An event that is larger than the limit gets it when nothing else is in use.</returns>
    public bool TryTake(int bytes)
    {
        lock (gate)
        {
            if (used > 0 && used + bytes > limit)
            {
                room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return false;
            }

            used += bytes;
            return true;
        }
    }

    /// <summary>Gives room back.</summary>
    public void Return(long bytes)
    {
        TaskCompletionSource? waiting = null;
        lock (gate)
        {
            used -= bytes;
            if (used <= limit / 2)
            {
                (waiting, room) = (room, null);
            }
        }

        waiting?.TrySetResult();
    }

    /// <summary>Waits until half of the limit is free again.</summary>
    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return room is null ? default : new ValueTask(room.Task.WaitAsync(cancellationToken));
        }
    }
}
