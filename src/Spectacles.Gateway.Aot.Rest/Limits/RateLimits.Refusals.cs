namespace Spectacles.Gateway.Rest;

/// <content>Calls that are not sent.</content>
internal sealed partial class RateLimits
{
    /// <summary>Ends the waits of all calls that are stopped by invalid requests.</summary>
    internal void StopWaiting(TimeSpan retryAfter)
    {
        foreach (var lane in lanes)
        {
            if (!IsOfInteraction(lane.Key.Route.Traits))
            {
                FailWaiting(lane, static _ => true, lane => Refusal(RestNotSentReason.InvalidRequests, lane.Key.Route, retryAfter));
            }
        }
    }

    private static RestNotSentException Refusal(RestNotSentReason reason, in RestRoute route, TimeSpan? retryAfter = null) =>
        new(reason, route.ToString(), retryAfter);

    private static void FailWaiting(RateLimitLane lane, Func<RestTurn, bool> isHopeless, Func<RateLimitLane, Exception> error)
    {
        for (var turn = lane.First; turn is not null;)
        {
            var next = turn.Next;
            if (isHopeless(turn))
            {
                lane.Remove(turn);
                turn.SetException(error(lane));
            }

            turn = next;
        }

        lane.Bucket.UnparkIfIdle();
    }

    /// <summary>Why no call of a route is sent at all; null if calls are.</summary>
    private RestNotSentException? StopOf(in RestRoute route, long now)
    {
        if (isTokenRefused && IsAuthorized(route.Traits))
        {
            return Refusal(RestNotSentReason.TokenRefused, route);
        }

        return !IsOfInteraction(route.Traits) && address.UntilFewerInvalid(options.InvalidRequestLimit, now) is { } wait
            ? Refusal(RestNotSentReason.InvalidRequests, route, wait)
            : null;
    }

    /// <summary>Why a call can't wait, as far as it is known already; null if it can.</summary>
    /// <remarks>
    /// A repeated call has been admitted before: there are no more of them than calls that were on their way. Calls of an interaction are
    /// counted for their lane only, so that others can't make them fail.
    /// </remarks>
    private RestNotSentException? RefusalOf(RateLimitLane lane, bool isRepeated, long deadline, long now)
    {
        if (NotBefore(lane, now) >= deadline)
        {
            return TooLate(lane, now);
        }

        int waiting = IsOfInteraction(lane.Key.Route.Traits) ? lane.Waiting : Waiting;
        return !isRepeated && waiting >= options.QueueLimit ? Refusal(RestNotSentReason.QueueFull, lane.Key.Route) : null;
    }

    private RestNotSentException TooLate(RateLimitLane lane, long now)
    {
        long next = NotBefore(lane, now);
        return Refusal(RestNotSentReason.Deadline, lane.Key.Route, next > now ? Elapsed(now, next) : null);
    }

    /// <summary>The moment before which no call of the lane can be sent, as far as it is known; now at the earliest.</summary>
    private static long NotBefore(RateLimitLane lane, long now)
    {
        long next = lane.Bucket.Window.NextSend(now);
        return Math.Max(Math.Max(next == long.MaxValue ? now : next, lane.BlockedUntil), lane.Bucket.Global?.NotBefore ?? now);
    }

    /// <summary>Ends the waits of a lane that can no longer end before their deadlines.</summary>
    private void FailHopeless(RateLimitLane lane, long now)
    {
        long next = NotBefore(lane, now);
        FailWaiting(lane, turn => turn.Deadline <= next, lane => TooLate(lane, now));
    }

    private void FailHopeless(long now)
    {
        foreach (var lane in lanes)
        {
            FailHopeless(lane, now);
        }
    }
}
