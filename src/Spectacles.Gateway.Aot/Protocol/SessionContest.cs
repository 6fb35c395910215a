namespace Spectacles.Gateway;

/// <summary>
/// Detects that two processes resume the same session and take it from each other. Then a connection is closed by the server soon after
/// RESUMED, again and again.
/// </summary>
/// <remarks>
/// Only what the server says can be seen: a close code, or op 9. A server that is broken in the same way looks the same. A connection that
/// was reset, and a request to reconnect (op 7), do not count.
/// </remarks>
internal sealed class SessionContest
{
    /// <summary>The number of times within <see cref="Window"/> that is reported.</summary>
    public const int Times = 3;

    private readonly Queue<TimeSpan> ends = new();
    private bool isReported;

    /// <summary>Longer ago, an end says nothing. Also the age below which a connection has ended soon.</summary>
    public static TimeSpan Window { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Notes the end of a connection.</summary>
    /// <param name="end">The end.</param>
    /// <param name="now">The time, by a clock with any origin.</param>
    /// <returns>Whether this must be reported: once, until a minute has passed without such an end.</returns>
    public bool Note(in ConnectionEnd end, TimeSpan now)
    {
        while (ends.TryPeek(out var first) && now - first > Window)
        {
            ends.Dequeue();
        }

        isReported &= ends.Count > 0;
        bool isTaken = end is { ResumeAge: not null, ByUser: false, Step.IsRequested: false }
            && end.ReadyFor < Window && (end.Step.Code is not null || end.Step.PauseFirst);
        if (!isTaken)
        {
            return false;
        }

        ends.Enqueue(now);
        bool isNews = ends.Count >= Times && !isReported;
        isReported |= isNews;
        return isNews;
    }
}
