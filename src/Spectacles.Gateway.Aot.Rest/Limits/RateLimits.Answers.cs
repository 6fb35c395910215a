using System.Net;
using Microsoft.Extensions.Logging;

namespace Spectacles.Gateway.Rest;

/// <content>What responses say about the limits.</content>
internal sealed partial class RateLimits
{
    /// <summary>The wait after a 429 that does not say how long, by Discord.</summary>
    private static readonly TimeSpan UnknownWait = TimeSpan.FromSeconds(1);

    /// <summary>The wait after a 429 of the proxy that does not say how long. Then one call goes alone.</summary>
    private static readonly TimeSpan UnknownBan = TimeSpan.FromMinutes(1);

    /// <summary>The header has whole seconds, so it may be up to this much longer than the wait for the window.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(1);

    /// <summary>
    /// More routes than Discord has. Templates that contain more than names, which a caller may write, can't fill the memory.
    /// </summary>
    private const int MostRoutes = 1_000;

    /// <summary>Counts a response.</summary>
    internal RateLimitVerdict Answer(
        RateLimitLane lane, long sent, HttpResponseMessage response, TimeSpan? retryAfter, bool isTokenReplaced)
    {
        var headers = RateLimitHeaders.Read(response);
        RateLimitVerdict verdict;
        TimeSpan? stop;
        bool isTokenRefusal;
        lock (address.Gate)
        {
            long now = address.Now;
            bool isWindow = Learn(lane, sent, now, headers, response.IsSuccessStatusCode);
            lane.End();
            lane.Bucket.Global?.End(sent, now);
            verdict = response.StatusCode == HttpStatusCode.TooManyRequests ? Limit(lane, headers, isWindow, retryAfter, now) : default;
            bool isBanOver = verdict.Scope != RateLimitScope.Proxy && address.EndBan(now);
            isTokenRefusal = response.StatusCode == HttpStatusCode.Unauthorized && !isTokenReplaced && TryRefuseToken(lane);
            stop = CountInvalid(response.StatusCode, verdict.Scope, now);
            lane.Bucket.Pump(now);
            ForgetInteraction(lane, now);
            if (isBanOver || verdict.Scope == RateLimitScope.Proxy)
            {
                address.Pump(now);
            }
        }

        if (logger is not null)
        {
            Log(logger, lane, verdict, isTokenRefusal, stop);
        }

        return verdict;
    }

    /// <summary>Counts a call without a response.</summary>
    internal void Abandon(RateLimitLane lane, long sent)
    {
        lock (address.Gate)
        {
            long now = address.Now;
            lane.End();
            lane.Bucket.Window.Answer(isUnlimited: false);
            lane.Bucket.Global?.End(sent, now);
            GiveUpProbe(lane, sent, now);
            lane.Bucket.Pump(now);
        }
    }

    /// <summary>Takes back a call that was not sent.</summary>
    internal void Release(RateLimitLane lane, long sent)
    {
        lock (address.Gate)
        {
            long now = address.Now;
            lane.End();
            lane.Bucket.Window.Release();
            lane.Bucket.Global?.Release(sent, now);
            GiveUpProbe(lane, sent, now);
            lane.Bucket.Pump(now);
        }
    }

    private void GiveUpProbe(RateLimitLane lane, long sent, long now)
    {
        if (lane.Bucket.Global is not null && address.TryGiveUpProbe(sent))
        {
            address.Pump(now);
        }
    }

    /// <returns>Whether the window of the lane's bucket holds what the response says.</returns>
    private bool Learn(RateLimitLane lane, long sent, long now, in RateLimitHeaders headers, bool isSuccess)
    {
        bool isOther = headers.HasWindow && lane.Bucket.Key?.Id != headers.Bucket;
        bool isLate = isOther && sent < lane.MovedAt;
        if (!headers.HasWindow || isLate)
        {
            lane.Bucket.Window.Answer(isUnlimited: isSuccess && headers.Bucket is null);
            return false;
        }

        if (isOther)
        {
            Move(lane, headers.Bucket!, now);
        }

        var left = headers.ResetAfter!.Value;
        return lane.Bucket.Window.Answer(headers.Limit, headers.Remaining, sent + address.Stamp(left), address.EndOf(left, now), now);
    }

    /// <summary>Moves a lane to the bucket that its response names, because it was not known, or the route has another one now.</summary>
    /// <remarks>https://discord.com/developers/docs/topics/rate-limits#header-format</remarks>
    private void Move(RateLimitLane lane, string id, long now)
    {
        // One instance of the id for all buckets.
        string route = lane.Key.Route.ToString();
        if (bucketIds.TryGetValue(route, out string? known) && known == id)
        {
            id = known;
        }
        else
        {
            if (bucketIds.Count >= MostRoutes)
            {
                bucketIds.Clear();
            }

            bucketIds[route] = id;
        }

        var old = lane.Bucket;
        lane.MoveTo(BucketOf(lane.Key, id), now);
        DropIfEmpty(old);
        if (old.Lanes.Count > 0)
        {
            old.Pump(now);
        }
    }

    /// <summary>Lets those calls wait that a 429 is about.</summary>
    /// <remarks>https://discord.com/developers/docs/topics/rate-limits#exceeding-a-rate-limit</remarks>
    private RateLimitVerdict Limit(RateLimitLane lane, in RateLimitHeaders headers, bool isWindow, TimeSpan? retryAfter, long now)
    {
        var scope = headers.Scope != RateLimitScope.None ? headers.Scope : headers.HasWindow ? RateLimitScope.User : RateLimitScope.Proxy;
        var otherwise = scope == RateLimitScope.Proxy ? UnknownBan : headers.ResetAfter ?? UnknownWait;
        var wait = RateLimitHeaders.Cap(retryAfter ?? headers.RetryAfter ?? otherwise);
        long until = address.EndOf(wait, now);
        if (scope == RateLimitScope.Proxy)
        {
            address.Ban(until);
        }

        if (scope == RateLimitScope.Global && lane.Bucket.Global is { } global)
        {
            global.Block(until);
        }

        bool isAll = scope is RateLimitScope.Global or RateLimitScope.Proxy && lane.Bucket.Global is not null;
        bool isUsedUp = isWindow && headers.Remaining == 0;
        bool isBucket = scope == RateLimitScope.User && isUsedUp && wait <= headers.ResetAfter + Rounding;
        if (!isAll && !isBucket)
        {
            // The limit is of this resource only, or of a window that is not the bucket's: the other lanes of the bucket go on.
            lane.BlockedUntil = Math.Max(lane.BlockedUntil, until);
        }

        if (isAll || scope == RateLimitScope.Proxy)
        {
            FailHopeless(now);
        }
        else
        {
            FailHopeless(lane, now);
        }

        return new RateLimitVerdict(scope, wait);
    }

    /// <summary>Counts invalid requests, and stops what would lead to more of them.</summary>
    /// <returns>The time for which calls stop; null if they go on.</returns>
    /// <remarks>https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans</remarks>
    private TimeSpan? CountInvalid(HttpStatusCode status, RateLimitScope scope, long now)
    {
        if (status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests)
            || scope == RateLimitScope.Shared)
        {
            return null;
        }

        address.AddInvalid(now);
        var stop = address.UntilFewerInvalid(options.InvalidRequestLimit, now);
        if (stop is { } wait)
        {
            address.StopWaiting(wait);
        }

        return stop;
    }

    /// <summary>Stops authorized calls after a 401.</summary>
    /// <returns>Whether it is the first one.</returns>
    private bool TryRefuseToken(RateLimitLane refused)
    {
        if (isTokenRefused || !IsAuthorized(refused.Key.Route.Traits))
        {
            return false;
        }

        isTokenRefused = true;
        foreach (var lane in lanes)
        {
            if (IsAuthorized(lane.Key.Route.Traits))
            {
                FailWaiting(lane, static _ => true, static lane => Refusal(RestNotSentReason.TokenRefused, lane.Key.Route));
            }
        }

        return true;
    }

    // Not in the lock: a logger is the user's code, which may take long or throw.
    private void Log(ILogger log, RateLimitLane lane, RateLimitVerdict verdict, bool isTokenRefusal, TimeSpan? stop)
    {
        if (verdict.IsLimited)
        {
            LimitLog.Limited(log, lane.Key.Route.ToString(), verdict.Scope.Name(), verdict.RetryAfter.TotalSeconds);
        }

        if (isTokenRefusal)
        {
            LimitLog.TokenRefused(log, lane.Key.Route.ToString());
        }

        if (stop is { } wait)
        {
            LimitLog.Stopped(log, options.InvalidRequestLimit, wait.TotalSeconds);
        }
    }
}
