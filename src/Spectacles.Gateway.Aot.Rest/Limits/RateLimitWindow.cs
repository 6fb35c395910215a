namespace Spectacles.Gateway.Rest;

/// <summary>
/// What is known about the window of a bucket: how many calls it has left, and between which moments it ends. It knows no tasks and no
/// clock; all moments are timestamps of one <see cref="TimeProvider"/>. It is not safe for several threads.
/// </summary>
/// <remarks>
/// <para>https://discord.com/developers/docs/topics/rate-limits#header-format</para>
/// <para>
/// A response with <c>X-RateLimit-Reset-After: A</c> was counted after its request was sent and before it arrived. So its window ends
/// between sent + A and arrived + A. All responses of a window narrow this interval, and a response whose interval lies apart from it
/// belongs to another window. The next window is not used before the end of the interval, and a call that is on its way at that moment
/// is taken for one of the next window. So no call is refused as long as nobody else uses the bucket, and the price is the time of one
/// response per window.
/// </para>
/// </remarks>
internal sealed class RateLimitWindow
{
    private State state;
    private bool isOpen;
    private int limit;
    private int remaining;
    private long earliestEnd;
    private long latestEnd;

    private enum State
    {
        /// <summary>The limit or the number of calls left is not known: one call at a time, until a response says more.</summary>
        Unknown,

        /// <summary>The limit is known.</summary>
        Limited,

        /// <summary>Responses announce no limit.</summary>
        Unlimited,
    }

    /// <summary>The calls that have been sent and not been answered.</summary>
    public int InFlight { get; private set; }

    /// <summary>The moment at which the window has certainly ended; the end of the last one if none has begun since.</summary>
    public long End => latestEnd;

    /// <summary>Whether a call can be sent.</summary>
    public bool CanSend(long now)
    {
        Roll(now);
        return state switch
        {
            State.Unknown => InFlight == 0 && now >= latestEnd,
            State.Limited => remaining > 0,
            _ => true,
        };
    }

    /// <summary>
    /// The moment from which on a call can be sent without a further response; <see cref="long.MaxValue"/> if there is none.
    /// </summary>
    public long NextSend(long now)
    {
        if (CanSend(now))
        {
            return now;
        }

        return isOpen || (state == State.Unknown && InFlight == 0) ? latestEnd : long.MaxValue;
    }

    /// <summary>Counts a call that is sent now.</summary>
    public void Take()
    {
        InFlight++;
        remaining--;
    }

    /// <summary>Takes over calls that another window has counted and that have not been answered.</summary>
    public void Join(int calls)
    {
        InFlight += calls;
        remaining -= calls;
    }

    /// <summary>Gives calls that have not been answered to another window.</summary>
    public void Leave(int calls)
    {
        InFlight -= calls;
        Doubt();
    }

    /// <summary>Takes back a call that was never sent.</summary>
    public void Release()
    {
        InFlight--;
        remaining += remaining < limit ? 1 : 0;
    }

    /// <summary>Ends a call whose response says nothing about the window, or that has none. It may have been counted.</summary>
    /// <param name="isUnlimited">Whether the response is one of a route without a limit.</param>
    public void Answer(bool isUnlimited)
    {
        InFlight--;
        if (isUnlimited && state == State.Unknown)
        {
            state = State.Unlimited;
        }

        Doubt();
    }

    /// <summary>Ends a call with what its response says.</summary>
    /// <param name="announced">The calls of a window.</param>
    /// <param name="left">The calls that are left.</param>
    /// <param name="earliest">The moment before which the window does not end: sent + A.</param>
    /// <param name="latest">The moment at which the window has certainly ended: arrived + A, and a margin.</param>
    /// <param name="now">The moment of the arrival.</param>
    /// <returns>Whether the response is one of the current window, which now holds what it says.</returns>
    public bool Answer(int announced, int left, long earliest, long latest, long now)
    {
        Roll(now);
        InFlight--;
        limit = announced;
        if (state == State.Limited && isOpen && earliest <= latestEnd)
        {
            if (latest < earliestEnd)
            {
                return false;
            }

            earliestEnd = Math.Max(earliestEnd, earliest);
            latestEnd = Math.Min(latestEnd, latest);
            remaining = Math.Min(remaining, left);
            return true;
        }

        if (earliest <= latestEnd)
        {
            // The response may be one of the last window, which is over.
            Doubt();
            return false;
        }

        bool isExpected = state == State.Limited && !isOpen;
        remaining = isExpected ? Math.Min(remaining, left) : left - InFlight;
        (state, isOpen, earliestEnd, latestEnd) = (State.Limited, true, earliest, latest);
        return true;
    }

    /// <summary>Ends the window. The next one begins with its first call, and counts the calls that are on their way.</summary>
    private void Roll(long now)
    {
        if (isOpen && now >= latestEnd)
        {
            isOpen = false;
            remaining = limit - InFlight;
        }
    }

    /// <summary>Without a window and without a call that will tell of one, the number of calls left is not known.</summary>
    private void Doubt()
    {
        if (state == State.Limited && !isOpen && InFlight == 0)
        {
            state = State.Unknown;
        }
    }
}
