namespace Spectacles.Gateway.Rest;

/// <summary>
/// The calls of one route with one major parameter: their queue, and a limit that no header announces. Lanes share a bucket. Not safe for
/// several threads: the caller holds the lock of the limits.
/// </summary>
/// <param name="owner">The limits to which the lane belongs.</param>
/// <param name="key">What the calls have in common.</param>
/// <param name="bucket">The bucket in which the calls are counted at first.</param>
internal sealed class RateLimitLane(RateLimits owner, RateLimitKey key, RateLimitBucket bucket)
{
    private RestTurn? last;

    public RateLimits Owner => owner;

    public RateLimitKey Key => key;

    /// <summary>The bucket in which the calls are counted.</summary>
    public RateLimitBucket Bucket { get; private set; } = bucket;

    /// <summary>The call that waits longest; null if none waits.</summary>
    public RestTurn? First { get; private set; }

    /// <summary>The calls that wait.</summary>
    public int Waiting { get; private set; }

    /// <summary>The calls of this lane that have been sent and not been answered.</summary>
    public int InFlight { get; private set; }

    /// <summary>The moment before which no call of this lane is sent, because of a limit that no header announced.</summary>
    public long BlockedUntil { get; set; }

    /// <summary>The moment of the last call.</summary>
    public long LastUse { get; private set; }

    /// <summary>The moment at which the lane came to its bucket. What was sent before may have been counted in another one.</summary>
    public long MovedAt { get; private set; }

    /// <summary>The call that is sent next; null if none waits. Calls in front of it whose deadlines have passed end here.</summary>
    public RestTurn? Next(long now)
    {
        while (First is { } turn && turn.Deadline <= now)
        {
            owner.Expire(turn, now);
        }

        return First;
    }

    /// <summary>Adds a call to the queue. One that is repeated goes in front of the later ones; any other one is the last.</summary>
    public void Enqueue(RestTurn turn)
    {
        var next = last is null || last.Sequence < turn.Sequence ? null : First;
        while (next is not null && next.Sequence < turn.Sequence)
        {
            next = next.Next;
        }

        Link(next is null ? last : next.Previous, turn);
        Link(turn, next);
        turn.IsQueued = true;
        Waiting++;
        owner.Waiting++;
    }

    /// <summary>Removes a call from the queue.</summary>
    public void Remove(RestTurn turn)
    {
        Link(turn.Previous, turn.Next);
        (turn.Previous, turn.Next, turn.IsQueued) = (null, null, false);
        Waiting--;
        owner.Waiting--;
    }

    /// <summary>Counts a call that is sent now.</summary>
    public RestPermit Send(long sequence, long began, long now)
    {
        InFlight++;
        LastUse = now;
        Bucket.Window.Take();
        return new RestPermit(this, sequence, began, now);
    }

    /// <summary>Ends a call that was sent. The window is told apart from it.</summary>
    public void End() => InFlight--;

    /// <summary>Goes to another bucket, with the calls on their way.</summary>
    public void MoveTo(RateLimitBucket other, long now)
    {
        MovedAt = now;
        Bucket.Window.Leave(InFlight);
        Bucket.Lanes.Remove(this);
        Bucket = other;
        other.Window.Join(InFlight);
        other.Lanes.Add(this);
    }

    private void Link(RestTurn? left, RestTurn? right)
    {
        if (left is null)
        {
            First = right;
        }
        else
        {
            left.Next = right;
        }

        if (right is null)
        {
            last = left;
        }
        else
        {
            right.Previous = left;
        }
    }
}
