namespace Spectacles.Gateway;

/// <summary>
/// The events of one shard that its sink has taken and not confirmed, over all sessions: those of a lost session are still to be stored.
/// </summary>
internal sealed class ShardConfirmations
{
    private readonly Lock gate = new();
    private readonly List<UnconfirmedEvents> sessions = [];

    /// <summary>Whether the sink is receiving an event now, on the shard's read loop.</summary>
    public bool IsOffering { get; set; }

    /// <summary>The number of events that are not confirmed.</summary>
    public int Count => Look().Count;

    /// <summary>Notes that events of a session are offered from now on.</summary>
    public void Begin(UnconfirmedEvents session)
    {
        lock (gate)
        {
            sessions.RemoveAll(one => one != session && one.Look().Count == 0);
            if (!sessions.Contains(session))
            {
                sessions.Add(session);
            }
        }
    }

    /// <summary>Returns the number of events that are not confirmed, and the sequence of the oldest one in its session.</summary>
    public (int Count, long First) Look()
    {
        lock (gate)
        {
            (int count, long first) = (0, 0L);
            foreach (var session in sessions)
            {
                var (more, oldest) = session.Look();
                first = count == 0 ? oldest : first;
                count += more;
            }

            return (count, first);
        }
    }

    /// <summary>Returns a task that completes when no event is unconfirmed.</summary>
    public Task WhenNoneAsync()
    {
        lock (gate)
        {
            List<Task> all = [];
            foreach (var session in sessions)
            {
                var none = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                session.NotifyWhenNone(() => none.TrySetResult());
                all.Add(none.Task);
            }

            return Task.WhenAll(all);
        }
    }
}
