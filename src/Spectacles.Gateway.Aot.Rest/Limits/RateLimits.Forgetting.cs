namespace Spectacles.Gateway.Rest;

/// <content>Lanes and buckets that are no longer used are forgotten.</content>
internal sealed partial class RateLimits
{
    /// <summary>Forgets lanes that have not been used for some time, and buckets without a lane.</summary>
    private void Sweep(long now)
    {
        if (now < sweepAt)
        {
            return;
        }

        long idle = address.Stamp(IdleTime);
        sweepAt = now + (idle / 2);
        foreach (var lane in lanes)
        {
            bool isIdle = lane.InFlight == 0 && lane.First is null && lane.BlockedUntil <= now;
            if (!isIdle || Math.Max(lane.LastUse, lane.Bucket.Window.End) + idle > now)
            {
                continue;
            }

            Forget(lane);
        }
    }

    /// <summary>
    /// Forgets the lane of an interaction that has calls left. Most interactions are answered once, and each has separate lanes.
    /// </summary>
    private void ForgetInteraction(RateLimitLane lane, long now)
    {
        bool isIdle = lane.InFlight == 0 && lane.First is null && lane.BlockedUntil <= now;
        if (IsOfInteraction(lane.Key.Route.Traits) && isIdle && lane.Bucket.Window.CanSend(now))
        {
            Forget(lane);
        }
    }

    private void Forget(RateLimitLane lane)
    {
        lanes.Remove(lane);
        lane.Bucket.Lanes.Remove(lane);
        DropIfEmpty(lane.Bucket);
    }

    private void DropIfEmpty(RateLimitBucket bucket)
    {
        if (bucket.Lanes.Count > 0)
        {
            return;
        }

        bucket.Close();
        if (bucket.Key is { } key)
        {
            buckets.Remove(key);
        }
    }
}
