namespace Spectacles.Gateway.Rest;

/// <summary>
/// The lanes that are counted together, and their window. Before the first response each lane has a separate bucket. Not safe for several
/// threads: the caller holds the lock of the limits.
/// </summary>
/// <param name="address">The limits of the address, which have the lock.</param>
/// <param name="global">The global limit that the calls are counted in; null for those that answer interactions.</param>
/// <param name="key">What the lanes have in common; null before the first response.</param>
internal sealed class RateLimitBucket(AddressLimits address, GlobalLimit? global, RateLimitBucketKey? key)
{
    private ITimer? timer;
    private LinkedListNode<RateLimitBucket>? parking;

    public RateLimitBucketKey? Key => key;

    public GlobalLimit? Global => global;

    public RateLimitWindow Window { get; } = new();

    public List<RateLimitLane> Lanes { get; } = new(1);

    /// <summary>Whether the bucket waits for the global limit.</summary>
    public bool IsParked => parking?.List is not null;

    /// <summary>The place of the bucket while it waits for the global limit.</summary>
    public LinkedListNode<RateLimitBucket> Parking => parking ??= new(this);

    /// <summary>Whether a call waits, in any lane.</summary>
    public bool HasWaiting
    {
        get
        {
            foreach (var lane in Lanes)
            {
                if (lane.First is not null)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The lane whose first call may be sent as far as the bucket is concerned; null if there is none.</summary>
    public RateLimitLane? Next(long now) => Window.CanSend(now) ? FirstOf(now) : null;

    /// <summary>Sends what may be sent, and sets the timer for the rest.</summary>
    public void Pump(long now)
    {
        while (!IsParked && Next(now) is { } lane)
        {
            if (global is null || global.TryTake(now))
            {
                Send(lane, now);
            }
            else
            {
                global.Park(this, now);
            }
        }

        Schedule(now);
    }

    /// <summary>Sends the first call of a lane, which <see cref="Next"/> has returned for the same moment.</summary>
    public static void Send(RateLimitLane lane, long now)
    {
        var turn = lane.First!;
        lane.Remove(turn);
        turn.SetResult(lane.Send(turn.Sequence, turn.Began, now));
    }

    /// <summary>Sets the timer for the next moment at which a call may be sent, unless the bucket waits for something else.</summary>
    public void Schedule(long now)
    {
        if (IsParked || !HasWaiting)
        {
            return;
        }

        long next = Window.NextSend(now);
        if (next <= now)
        {
            next = long.MaxValue;
            foreach (var lane in Lanes)
            {
                next = lane.First is null ? next : Math.Min(next, lane.BlockedUntil);
            }
        }

        if (next != long.MaxValue)
        {
            timer ??= address.NewTimer(static state => ((RateLimitBucket)state!).Wake(), this);
            timer.Change(address.Until(next, now), Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Ends the wait for the global limit, if no call waits any more.</summary>
    public void UnparkIfIdle()
    {
        if (IsParked && !HasWaiting)
        {
            global!.Unpark(this);
        }
    }

    /// <summary>Ends the timer, and the wait for the global limit.</summary>
    public void Close()
    {
        timer?.Dispose();
        UnparkIfIdle();
    }

    private void Wake()
    {
        lock (address.Gate)
        {
            Pump(address.Now);
        }
    }

    /// <summary>The lane with the oldest call whose deadline has not passed, of those that are not blocked.</summary>
    private RateLimitLane? FirstOf(long now)
    {
        RateLimitLane? first = null;
        foreach (var lane in Lanes)
        {
            if (lane.BlockedUntil <= now && lane.Next(now) is { } turn && (first is null || turn.Sequence < first.First!.Sequence))
            {
                first = lane;
            }
        }

        return first;
    }
}
