namespace Spectacles.Gateway.Rest;

/// <summary>
/// The calls per second on all routes together. Not safe for several threads: the caller holds the lock of the limits.
/// </summary>
/// <remarks>
/// <para>https://discord.com/developers/docs/topics/rate-limits#global-rate-limit</para>
/// <para>
/// No header says how many calls are left and when Discord's second begins. A call was counted before its response arrived. So its place is
/// free again one second after that, and then no second, whenever it begins, has more calls than the limit.
/// </para>
/// <para>
/// A response may take long, or never arrive, but Discord has counted the call when it received it. Five seconds are enough for that on a
/// network that works: a connection takes two or three round trips, and a packet that is lost is sent again after one second, and after
/// two more. So the place of a call without a response is free six seconds after it was sent. If all calls hang, a sixth of the limit goes
/// on; if it is wrong, Discord answers 429, and the calls wait.
/// </para>
/// <para>Buckets that wait send in turns, so that a bucket with many calls does not delay the others.</para>
/// <para>
/// A ban of the address stops these calls, too, but not those that answer interactions: they have three seconds, so a wait would fail them
/// as surely as the ban may.
/// </para>
/// </remarks>
internal sealed class GlobalLimit
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>The time within which Discord has received, and counted, a call that was sent.</summary>
    private static readonly TimeSpan LongestWay = TimeSpan.FromSeconds(5);

    private readonly AddressLimits address;
    private readonly int limit;
    private readonly long second;
    private readonly long longest;

    /// <summary>
    /// The moments at which calls without a response were sent, in this order. Their places are free after the longest time.
    /// </summary>
    private readonly List<long> unanswered = [];

    /// <summary>The moments at which the places of calls with a response are free again, in this order.</summary>
    private readonly Queue<long> answered = new();
    private readonly LinkedList<RateLimitBucket> parked = new();
    private readonly ITimer timer;
    private long blockedUntil;

    public GlobalLimit(AddressLimits address, int limit)
    {
        this.address = address;
        this.limit = limit;
        second = address.Stamp(Second);
        longest = address.Stamp(LongestWay + Second);
        timer = address.NewTimer(static state => ((GlobalLimit)state!).Wake(), this);
        address.Add(this);
    }

    /// <summary>The moment before which no call can be sent, as far as it is known: because of a 429, or of a ban.</summary>
    public long NotBefore => Math.Max(blockedUntil, address.BannedUntil);

    private bool IsUsedUp => unanswered.Count + answered.Count >= limit;

    /// <summary>The buckets that wait.</summary>
    public int Parked => parked.Count;

    /// <summary>Counts a call, unless none is left or others wait already.</summary>
    public bool TryTake(long now) => parked.Count == 0 && TryCount(now);

    /// <summary>Lets a bucket wait until a call is left.</summary>
    public void Park(RateLimitBucket bucket, long now)
    {
        parked.AddLast(bucket.Parking);
        Schedule(now);
    }

    /// <summary>Ends the wait of a bucket.</summary>
    public void Unpark(RateLimitBucket bucket) => parked.Remove(bucket.Parking);

    /// <summary>Ends a call, which may have been counted until now.</summary>
    public void End(long sent, long now)
    {
        long free = now + second;
        if (free < sent + longest && TryFree(sent))
        {
            answered.Enqueue(free);
        }

        Schedule(now);
    }

    /// <summary>Takes back a call that was never sent.</summary>
    public void Release(long sent, long now)
    {
        TryFree(sent);
        Pump(now);
    }

    /// <summary>Lets all calls wait, after a 429.</summary>
    public void Block(long until) => blockedUntil = Math.Max(blockedUntil, until);

    /// <summary>Sends what may be sent of the buckets that wait, one call of each in turn.</summary>
    public void Pump(long now)
    {
        while (parked.First?.Value is { } bucket)
        {
            var lane = bucket.Next(now);
            if (lane is not null && !TryCount(now))
            {
                break;
            }

            Unpark(bucket);
            if (lane is not null)
            {
                RateLimitBucket.Send(lane, now);
            }

            if (bucket.Next(now) is not null)
            {
                parked.AddLast(bucket.Parking);
            }
            else
            {
                bucket.Schedule(now);
            }
        }

        Schedule(now);
    }

    /// <summary>Ends the timer.</summary>
    public void Close() => timer.Dispose();

    private bool TryCount(long now)
    {
        while (answered.TryPeek(out long free) && free <= now)
        {
            answered.Dequeue();
        }

        while (unanswered.Count > 0 && unanswered[0] + longest <= now)
        {
            unanswered.RemoveAt(0);
        }

        if (IsUsedUp || now < blockedUntil || !address.TryPass(now))
        {
            return false;
        }

        unanswered.Add(now);
        return true;
    }

    /// <summary>Frees the place of a call without a response.</summary>
    /// <returns>Whether it was not free already. The place of another call that was sent at the same moment is as good.</returns>
    private bool TryFree(long sent)
    {
        int place = unanswered.BinarySearch(sent);
        if (place < 0)
        {
            return false;
        }

        unanswered.RemoveAt(place);
        return true;
    }

    private void Schedule(long now)
    {
        if (parked.Count == 0)
        {
            return;
        }

        long next = NotBefore;
        if (IsUsedUp)
        {
            long first = unanswered.Count > 0 ? unanswered[0] + longest : long.MaxValue;
            next = Math.Max(next, answered.TryPeek(out long free) ? Math.Min(free, first) : first);
        }

        // At a moment that has passed, the limit waits for the response of the first call after a ban.
        if (next > now)
        {
            timer.Change(address.Until(next, now), Timeout.InfiniteTimeSpan);
        }
    }

    private void Wake()
    {
        lock (address.Gate)
        {
            Pump(address.Now);
        }
    }
}
