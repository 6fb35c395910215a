namespace Spectacles.Gateway.Rest;

/// <summary>
/// The limits of an IP address: invalid requests and bans, for all bots that share it. It also has the lock and the clock of all limits
/// that belong to it. Except for <see cref="Gate"/>, the caller holds the lock.
/// </summary>
/// <remarks>https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans</remarks>
internal sealed class AddressLimits
{
    /// <summary>
    /// Added to every wait. Discord rounds its times to milliseconds, and the clocks of two machines differ by up to 0.1 ms per second. It
    /// costs 0.1 % of a window of five seconds.
    /// </summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(5);

    /// <summary>Somewhat less than the longest time that a timer of .NET waits for, which is 2³² ms.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);

    private static readonly TimeSpan InvalidPeriod = TimeSpan.FromMinutes(10);

    private readonly TimeProvider time;
    private readonly Queue<long> invalid = new();
    private readonly List<GlobalLimit> globals = [];
    private bool isProbing;

    /// <param name="time">The clock.</param>
    /// <param name="globalLimit">The calls per second without a bot's token.</param>
    public AddressLimits(TimeProvider time, int globalLimit)
    {
        this.time = time;
        WithoutToken = new GlobalLimit(this, globalLimit);
    }

    /// <summary>The lock of all limits of this address.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The limits of the bots.</summary>
    public List<RateLimits> Bots { get; } = [];

    /// <summary>The global limit of calls without a bot's token.</summary>
    public GlobalLimit WithoutToken { get; }

    /// <summary>The end of the ban; 0 while there is none.</summary>
    public long BannedUntil { get; private set; }

    public long Now => time.GetTimestamp();

    /// <summary>Returns a duration in units of the clock's timestamps.</summary>
    public long Stamp(TimeSpan duration) => (long)Math.Round(duration.TotalSeconds * time.TimestampFrequency);

    /// <summary>Returns the moment at which a wait ends that Discord has announced.</summary>
    public long EndOf(TimeSpan wait, long now) => now + Stamp(wait + Margin);

    /// <summary>Returns the duration between two moments as a timer can wait for it: rounded up, and at most 49 days.</summary>
    public TimeSpan Until(long moment, long now)
    {
        if (moment <= now)
        {
            return TimeSpan.Zero;
        }

        double left = Math.Ceiling(time.GetElapsedTime(now, moment).TotalMilliseconds);
        return TimeSpan.FromMilliseconds(Math.Min(left, LongestTimer.TotalMilliseconds));
    }

    /// <summary>Adds a global limit, which a ban stops.</summary>
    public void Add(GlobalLimit global) => globals.Add(global);

    /// <summary>Ends a global limit.</summary>
    public void Close(GlobalLimit global)
    {
        globals.Remove(global);
        global.Close();
    }

    /// <summary>Sends what may be sent, once a ban is over.</summary>
    public void Pump(long now)
    {
        foreach (var global in globals)
        {
            global.Pump(now);
        }
    }

    /// <summary>Ends the waits of all calls, because of invalid requests.</summary>
    public void StopWaiting(TimeSpan retryAfter)
    {
        foreach (var bot in Bots)
        {
            bot.StopWaiting(retryAfter);
        }
    }

    public ITimer NewTimer(TimerCallback callback, object state)
    {
        // A timer keeps its context. That of the call that happens to create it must not live on.
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            return time.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Counts the invalid requests of the last ten minutes.</summary>
    public int CountInvalid(long now)
    {
        while (invalid.TryPeek(out long oldest) && time.GetElapsedTime(oldest, now) >= InvalidPeriod)
        {
            invalid.Dequeue();
        }

        return invalid.Count;
    }

    /// <summary>Adds an invalid request.</summary>
    public void AddInvalid(long now) => invalid.Enqueue(now);

    /// <summary>The time until fewer invalid requests than a limit are counted; null if that is so already.</summary>
    public TimeSpan? UntilFewerInvalid(int limit, long now)
    {
        int surplus = CountInvalid(now) - limit;
        return surplus < 0 ? null : InvalidPeriod - time.GetElapsedTime(invalid.ElementAt(surplus), now);
    }

    /// <summary>Whether a call may be sent. After a ban, one call goes alone, until its response says that the ban is over.</summary>
    public bool TryPass(long now)
    {
        if (BannedUntil == 0)
        {
            return true;
        }

        if (now < BannedUntil || isProbing)
        {
            return false;
        }

        isProbing = true;
        return true;
    }

    /// <summary>Lets all calls wait, after a 429 of the proxy.</summary>
    public void Ban(long until)
    {
        isProbing = false;
        BannedUntil = Math.Max(BannedUntil, until);
    }

    /// <summary>Ends a ban, because a response has arrived.</summary>
    /// <returns>Whether there was one.</returns>
    public bool EndBan(long now)
    {
        if (BannedUntil == 0 || now < BannedUntil)
        {
            return false;
        }

        (BannedUntil, isProbing) = (0, false);
        return true;
    }

    /// <summary>
    /// Lets another call find out whether the ban is over, if it is the one that does it which has no response. No other call with a global
    /// limit is sent between the end of the ban and its response.
    /// </summary>
    /// <param name="sent">The moment at which the call without a response was sent.</param>
    /// <returns>Whether it was that call.</returns>
    public bool TryGiveUpProbe(long sent)
    {
        if (!isProbing || sent < BannedUntil)
        {
            return false;
        }

        isProbing = false;
        return true;
    }
}
