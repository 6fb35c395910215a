namespace Spectacles.Gateway.Rest;

/// <summary>
/// The calls per second on all routes together. Not safe for several threads: the caller holds the lock of the limits.
/// </summary>
/// <remarks>
/// <para>https://discord.com/developers/docs/topics/rate-limits#global-rate-limit</para>
/// <para>
/// No header says how many calls are left and when Discord's second begins. A call was counted before its response arrived. So its place is
/// free again one second after that, and then no second, whenever it begins, has more calls than the limit. As many calls can be on their
/// way at once. Buckets that wait send in turns, so that a bucket with many calls does not delay the others.
/// </para>
/// <para>
/// A ban of the address stops these calls, too, but not those that answer interactions: they have three seconds, so a wait would fail them
/// as surely as the ban may.
/// </para>
/// </remarks>
internal sealed class GlobalLimit
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly AddressLimits address;
    private readonly int limit;
    private readonly Queue<long> ended = new();
    private readonly Queue<RateLimitBucket> parked = new();
    private readonly ITimer timer;
    private int used;
    private long blockedUntil;

    public GlobalLimit(AddressLimits address, int limit)
    {
        this.address = address;
        this.limit = limit;
        timer = address.NewTimer(static state => ((GlobalLimit)state!).Wake(), this);
        address.Add(this);
    }

    /// <summary>The moment before which no call can be sent, as far as it is known: because of a 429, or of a ban.</summary>
    public long NotBefore => Math.Max(blockedUntil, address.BannedUntil);

    /// <summary>Counts a call, unless none is left or others wait already.</summary>
    public bool TryTake(long now) => parked.Count == 0 && TryCount(now);

    /// <summary>Lets a bucket wait until a call is left.</summary>
    public void Park(RateLimitBucket bucket, long now)
    {
        bucket.IsParked = true;
        parked.Enqueue(bucket);
        Schedule(now);
    }

    /// <summary>Ends a call that was sent, and may have been counted.</summary>
    public void End(long now)
    {
        ended.Enqueue(now + address.Stamp(Second));
        Schedule(now);
    }

    /// <summary>Takes back a call that was never sent.</summary>
    public void Release(long now)
    {
        used--;
        Pump(now);
    }

    /// <summary>Lets all calls wait, after a 429.</summary>
    public void Block(long until) => blockedUntil = Math.Max(blockedUntil, until);

    /// <summary>Sends what may be sent of the buckets that wait, one call of each in turn.</summary>
    public void Pump(long now)
    {
        while (parked.TryPeek(out var bucket))
        {
            bool isWaiting = bucket.Next(now) is not null;
            if (isWaiting && !TryCount(now))
            {
                break;
            }

            parked.Dequeue();
            if (isWaiting)
            {
                RateLimitBucket.Send(bucket.Next(now)!, now);
            }

            bucket.IsParked = bucket.Next(now) is not null;
            if (bucket.IsParked)
            {
                parked.Enqueue(bucket);
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
        while (ended.TryPeek(out long free) && free <= now)
        {
            ended.Dequeue();
            used--;
        }

        if (used >= limit || now < blockedUntil || !address.TryPass(now))
        {
            return false;
        }

        used++;
        return true;
    }

    private void Schedule(long now)
    {
        if (parked.Count == 0)
        {
            return;
        }

        long next = NotBefore;
        if (used >= limit)
        {
            next = ended.TryPeek(out long free) ? Math.Max(next, free) : long.MaxValue;
        }

        // At a moment that has passed, the limit waits for the response of the first call after a ban.
        if (next > now && next != long.MaxValue)
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
