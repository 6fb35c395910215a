namespace Spectacles.Gateway;

/// <summary>The transitions of one shard: noted under its lock, told outside of it, in order, by one thread at a time.</summary>
internal sealed class ShardHistory(Shard shard, ShardContext context)
{
    private readonly TransitionLog last = new();
    private readonly Queue<ShardTransition> untold = new();
    private readonly Lock gate = new();
    private bool telling;
    private long since = context.Time.GetTimestamp();

    /// <summary>How long the last transition is ago.</summary>
    public TimeSpan Age => context.Time.GetElapsedTime(since);

    /// <summary>Its owner locks.</summary>
    public void Note(ShardState before, ShardState after, string reason)
    {
        var transition = new ShardTransition(context.Time.GetUtcNow(), before, after, reason);
        since = context.Time.GetTimestamp();
        last.Add(transition);
        lock (gate)
        {
            untold.Enqueue(transition);
        }
    }

    /// <summary>Tells the logger and the listeners what has been noted. Who is inside of a listener leaves it to whoever called that.</summary>
    public void Tell()
    {
        while (TryTake(out var next))
        {
            context.Errors.Write(logger => Log.StateChanged(logger, shard.Id, next.From, next.To, next.Reason));
            shard.Events.TellStateChanged(next, shard);
            lock (gate)
            {
                telling = false;
            }
        }
    }

    /// <summary>Oldest first. Its owner locks.</summary>
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
