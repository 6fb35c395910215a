namespace Spectacles.Gateway.Testing;

/// <summary>How many sessions may be started in 24 hours.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#session-start-limit-object</remarks>
internal sealed class SessionStarts(int total, int remaining, TimeProvider clock)
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(24);

    private readonly Lock gate = new();
    private int left = remaining;
    private long periodStart = clock.GetTimestamp();

    public int Total => total;

    /// <summary>What is left of the period, and how long until the next one begins.</summary>
    public (int Remaining, TimeSpan ResetAfter) Read()
    {
        lock (gate) return (Renew(), Period - clock.GetElapsedTime(periodStart));
    }

    /// <summary>Takes one start; false when none is left.</summary>
    public bool TryTake()
    {
        lock (gate)
        {
            if (Renew() == 0) return false;
            left--;
            return true;
        }
    }

    private int Renew()
    {
        if (clock.GetElapsedTime(periodStart) < Period) return left;
        periodStart = clock.GetTimestamp();
        return left = total;
    }
}
