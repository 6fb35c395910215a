namespace Spectacles.Gateway;

/// <summary>
/// The transitions of one shard. They are noted under its lock, and raised outside of it, in order, by one thread at a time.
/// </summary>
internal sealed class ShardHistory(int shardId, ErrorReport errors, ShardEvents events, TimeProvider time)
{
    private readonly TransitionLog last = new();
    private readonly Queue<ShardTransition> untold = new();
    private readonly Lock gate = new();
    private bool telling;
    private long since = time.GetTimestamp();

    /// <summary>The time since the last transition.</summary>
    public TimeSpan Age => time.GetElapsedTime(since);

    /// <summary>Notes a transition. Its owner locks.</summary>
    public void Note(ShardState before, ShardState after, string reason)
    {
        var transition = new ShardTransition(time.GetUtcNow(), before, after, reason);
        since = time.GetTimestamp();
        last.Add(transition);
        lock (gate)
        {
            untold.Enqueue(transition);
        }
    }

    /// <summary>
    /// Raises the noted transitions to the logger and the listeners. When it is called inside a listener, the outer call raises them.
    /// </summary>
    public void Tell()
    {
        while (TryTake(out var next))
        {
            errors.Write(logger => Log.StateChanged(logger, shardId, next.From, next.To, next.Reason));
            events.TellStateChanged(next);
            lock (gate)
            {
                telling = false;
            }
        }
    }

    /// <summary>Returns the last transitions, oldest first. Its owner locks.</summary>
    public ShardTransition[] ToArray() => last.ToArray();

    private bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ShardTransition? next)
    {
        lock (gate)
        {
            next = null;
            if (!telling && untold.TryDequeue(out next))
            {
                telling = true;
            }

            return next is not null;
        }
    }
}
