namespace Spectacles.Gateway.Testing;

/// <summary>A number of calls in a time, counted for each key. A window begins with its first call. Not safe for several threads.</summary>
internal sealed class CallLimit(int limit, TimeSpan length, TimeProvider time)
{
    private const int FirstSweep = 1_024;

    private readonly Dictionary<string, Window> windows = [];
    private int sweepAt = FirstSweep;

    /// <summary>The number of calls in a window. A change applies at once.</summary>
    public int Limit { get; set; } = limit;

    /// <summary>The length of a window. A change applies to the windows that begin later.</summary>
    public TimeSpan Length { get; set; } = length;

    /// <summary>Counts one call, unless the window has none left.</summary>
    public LimitReading Take(string key)
    {
        long now = time.GetTimestamp();
        var window = Current(key, now);
        if (window.Used >= Limit)
        {
            return Describe(window, now, isTaken: false);
        }

        window = window with { Used = window.Used + 1 };
        windows[key] = window;
        Sweep(now);
        return Describe(window, now, isTaken: true);
    }

    /// <summary>The state without counting a call.</summary>
    public LimitReading Read(string key)
    {
        long now = time.GetTimestamp();
        return Describe(Current(key, now), now, isTaken: false);
    }

    private LimitReading Describe(Window window, long now, bool isTaken) =>
        new(isTaken, Limit, Math.Max(0, Limit - window.Used), window.Length - time.GetElapsedTime(window.Began, now));

    private Window Current(string key, long now) =>
        windows.TryGetValue(key, out var window) && !HasEnded(window, now) ? window : new Window(now, Length, 0);

    private bool HasEnded(Window window, long now) => time.GetElapsedTime(window.Began, now) >= window.Length;

    /// <summary>Forgets ended windows: each interaction and each webhook has a key of its own.</summary>
    private void Sweep(long now)
    {
        if (windows.Count < sweepAt)
        {
            return;
        }

        foreach (var (key, window) in windows)
        {
            if (HasEnded(window, now))
            {
                windows.Remove(key);
            }
        }

        sweepAt = Math.Max(FirstSweep, 2 * windows.Count);
    }

    private readonly record struct Window(long Began, TimeSpan Length, int Used);
}
