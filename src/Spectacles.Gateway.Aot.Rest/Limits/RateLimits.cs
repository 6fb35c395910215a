using Microsoft.Extensions.Logging;

namespace Spectacles.Gateway.Rest;

/// <summary>
/// The rate limits of a bot: every call takes its turn here, and tells here what its response says. Safe for several threads.
/// </summary>
/// <remarks>
/// <para>https://discord.com/developers/docs/topics/rate-limits</para>
/// <para>
/// A lane (<see cref="RateLimitLane"/>) has the queue of a route with a major parameter, a bucket (<see cref="RateLimitBucket"/>) counts
/// the lanes whose responses name it. The first call of an unknown bucket goes alone, because only its response says how many more may
/// follow, and other processes of the same bot may have used some. Later windows of a known bucket begin with as many calls at once as its
/// limit allows.
/// </para>
/// </remarks>
internal sealed partial class RateLimits : IDisposable
{
    /// <summary>
    /// The time after its last window for which a lane is kept. A lane that is forgotten costs one response before calls overlap again.
    /// </summary>
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);

    private readonly HashSet<RateLimitLane> lanes = new(new LanesByKey());
    private readonly Dictionary<RateLimitBucketKey, RateLimitBucket> buckets = [];

    /// <summary>The bucket that the last response of each route has named, by the name of the route.</summary>
    private readonly Dictionary<string, string> bucketIds = [];
    private readonly RateLimitOptions options;
    private readonly AddressLimits address;
    private readonly GlobalLimit withToken;
    private readonly TimeProvider time;
    private readonly ILogger? logger;
    private long sequence;
    private long sweepAt;
    private bool isTokenRefused;
    private bool isClosed;

    /// <param name="options">The options.</param>
    /// <param name="time">The clock. Only its timestamps and timers are used, never the time of day.</param>
    /// <param name="logger">Where refusals are logged; null for nowhere.</param>
    public RateLimits(RateLimitOptions options, TimeProvider time, ILogger? logger)
        : this(options, new AddressLimits(time, options.GlobalLimit), time, logger)
    {
    }

    /// <param name="options">The options.</param>
    /// <param name="address">The limits of the address, which several bots may share.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where refusals are logged; null for nowhere.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is less than 1, or the limit of waiting calls is negative.</exception>
    public RateLimits(RateLimitOptions options, AddressLimits address, TimeProvider time, ILogger? logger)
    {
        options.ThrowIfInvalid();
        this.options = options;
        this.address = address;
        this.time = time;
        this.logger = logger;
        lock (address.Gate)
        {
            withToken = new GlobalLimit(address, options.GlobalLimit);
            address.Bots.Add(this);
        }
    }

    /// <summary>Whether a 401 has stopped the authorized calls.</summary>
    public bool IsTokenRefused => Volatile.Read(ref isTokenRefused);

    /// <summary>The calls that wait for their turn.</summary>
    public int Waiting { get; set; }

    /// <summary>The responses with 401, 403 or 429 of the last ten minutes, except 429 with the scope <c>shared</c>.</summary>
    public int InvalidRequests
    {
        get
        {
            lock (address.Gate)
            {
                return address.CountInvalid(address.Now);
            }
        }
    }

    /// <summary>The number of lanes that are remembered.</summary>
    internal int Lanes
    {
        get
        {
            lock (address.Gate)
            {
                return lanes.Count;
            }
        }
    }

    /// <summary>
    /// Waits for the turn of a call: in the order of the calls of a bucket, and for the global limit. It completes at once, without an
    /// allocation, when there is nothing to wait for.
    /// </summary>
    /// <param name="route">The route.</param>
    /// <param name="major">The id of the channel, guild or webhook in the path; 0 for none.</param>
    /// <param name="tokenKey">The token of the webhook or interaction in the path; null for none.</param>
    /// <param name="deadline">The timestamp of the clock from which on the call must not be sent.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="RestNotSentException">The call can't be sent, or not before its deadline.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public ValueTask<RestPermit> AcquireAsync(
        in RestRoute route, ulong major, string? tokenKey, long deadline, CancellationToken cancellationToken) =>
        AcquireAsync(new RateLimitKey(route, major, tokenKey), 0, deadline, cancellationToken);

    /// <param name="key">What the call has in common with others.</param>
    /// <param name="place">The place in the order of all calls; 0 for a new call.</param>
    /// <param name="deadline">The timestamp of the clock from which on the call must not be sent.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="RestNotSentException">The call can't be sent, or not before its deadline.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    internal ValueTask<RestPermit> AcquireAsync(in RateLimitKey key, long place, long deadline, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<RestPermit>(cancellationToken);
        }

        RestTurn turn;
        lock (address.Gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, this);
            long now = address.Now;
            if (StopOf(key.Route, now) is { } stop)
            {
                return ValueTask.FromException<RestPermit>(stop);
            }

            var lane = LaneOf(key, now);
            var bucket = lane.Bucket;
            bool isRepeated = place != 0;
            place = isRepeated ? place : ++sequence;
            bool isFree = now < deadline && lane.BlockedUntil <= now && !bucket.HasWaiting && bucket.Window.CanSend(now);
            if (isFree && bucket.Global?.TryTake(now) != false)
            {
                return new ValueTask<RestPermit>(lane.Send(place, now, now));
            }

            if (RefusalOf(lane, isRepeated, deadline, now) is { } refusal)
            {
                return ValueTask.FromException<RestPermit>(refusal);
            }

            turn = new RestTurn(lane, place, now, deadline);
            lane.Enqueue(turn);
            bucket.Pump(now);
        }

        return WaitAsync(turn, cancellationToken);
    }

    /// <summary>Allows authorized calls again that a 401 has stopped.</summary>
    public void TokenReplaced()
    {
        lock (address.Gate)
        {
            isTokenRefused = false;
        }
    }

    /// <summary>Ends all waits with <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        lock (address.Gate)
        {
            if (isClosed)
            {
                return;
            }

            isClosed = true;
            foreach (var lane in lanes)
            {
                FailWaiting(lane, static _ => true, static _ => new ObjectDisposedException(nameof(RateLimits)));
                lane.Bucket.Close();
            }

            address.Bots.Remove(this);
            address.Close(withToken);
        }
    }

    /// <summary>The time between two timestamps.</summary>
    internal TimeSpan Elapsed(long from, long to) => time.GetElapsedTime(from, to);

    /// <summary>Ends the wait of a call whose deadline has passed.</summary>
    internal void Expire(RestTurn turn, long now)
    {
        turn.Lane.Remove(turn);
        turn.SetException(TooLate(turn.Lane, now));
    }

    private static bool IsOfInteraction(RestTraits traits) => (traits & RestTraits.Interaction) != 0;

    private static bool IsAuthorized(RestTraits traits) => (traits & RestTraits.Unauthorized) == 0;

    private async ValueTask<RestPermit> WaitAsync(RestTurn turn, CancellationToken cancellationToken)
    {
        var left = address.Until(turn.Deadline, turn.Began);
        using var timer = time.CreateTimer(static state => Expire((RestTurn)state!), turn, left, Timeout.InfiniteTimeSpan);
        using var registration = cancellationToken.UnsafeRegister(static (state, token) => Cancel((RestTurn)state!, token), turn);
        var permit = await turn.Task.ConfigureAwait(false);
        long now = address.Now;
        if (now < turn.Deadline && !cancellationToken.IsCancellationRequested)
        {
            return permit;
        }

        // The turn was given in time, and the machine is so slow that it was noticed too late.
        permit.Release();
        cancellationToken.ThrowIfCancellationRequested();
        lock (address.Gate)
        {
            throw TooLate(turn.Lane, now);
        }
    }

    private static void Expire(RestTurn turn)
    {
        var limits = turn.Lane.Owner;
        lock (limits.address.Gate)
        {
            if (turn.IsQueued)
            {
                limits.Expire(turn, limits.address.Now);
                turn.Lane.Bucket.UnparkIfIdle();
            }
        }
    }

    private static void Cancel(RestTurn turn, CancellationToken cancellationToken)
    {
        lock (turn.Lane.Owner.address.Gate)
        {
            if (turn.IsQueued)
            {
                turn.Lane.Remove(turn);
                turn.Lane.Bucket.UnparkIfIdle();
                turn.SetCanceled(cancellationToken);
            }
        }
    }

    /// <summary>Returns the lane of a call. It joins the bucket of its route, if other calls of the route have told it.</summary>
    private RateLimitLane LaneOf(in RateLimitKey key, long now)
    {
        if (lanes.GetAlternateLookup<RateLimitKey>().TryGetValue(key, out var lane))
        {
            return lane;
        }

        Sweep(now);
        var bucket = bucketIds.TryGetValue(key.Route.ToString(), out string? id)
            ? BucketOf(key, id)
            : new RateLimitBucket(address, GlobalOf(key), null);
        lane = new RateLimitLane(this, key, bucket);
        bucket.Lanes.Add(lane);
        lanes.Add(lane);
        return lane;
    }

    private RateLimitBucket BucketOf(in RateLimitKey key, string id)
    {
        var bucketKey = new RateLimitBucketKey(id, key);
        if (!buckets.TryGetValue(bucketKey, out var bucket))
        {
            buckets.Add(bucketKey, bucket = new RateLimitBucket(address, GlobalOf(key), bucketKey));
        }

        return bucket;
    }

    private GlobalLimit? GlobalOf(in RateLimitKey key) =>
        IsOfInteraction(key.Route.Traits) ? null : IsAuthorized(key.Route.Traits) ? withToken : address.WithoutToken;
}
