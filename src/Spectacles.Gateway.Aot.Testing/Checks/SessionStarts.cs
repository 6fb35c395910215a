namespace Spectacles.Gateway.Testing;

/// <summary>The session start limit: how many sessions may be started in 24 hours.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#session-start-limit-object</remarks>
internal sealed class SessionStarts(int total, int remaining, TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(24);

    private readonly Lock gate = new();
    private int left = remaining;
    private long periodStart = time.GetTimestamp();

    public int Total => total;

    /// <summary>The remaining starts, and the time until the next period begins.</summary>
    public (int Remaining, TimeSpan ResetAfter) Read()
    {
        lock (gate)
        {
            return (Renew(), Period - time.GetElapsedTime(periodStart));
        }
    }

    /// <summary>Takes one start; false when none is left.</summary>
    public bool TryTake()
    {
        lock (gate)
        {
            if (Renew() == 0)
            {
                return false;
            }

            left--;
            return true;
        }
    }

    private int Renew()
    {
        if (time.GetElapsedTime(periodStart) < Period)
        {
            return left;
        }

        periodStart = time.GetTimestamp();
        return left = total;
    }
}
