namespace Spectacles.Gateway.Testing;

/// <summary>Which sessions can't be resumed for a while, and what meets those who try.</summary>
internal sealed class ResumeTroubles(TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly List<Trouble> troubles = [];

    /// <param name="session">The session; null for every one.</param>
    /// <param name="time">How long from now.</param>
    /// <param name="refusal">What meets a RESUME.</param>
    public void Add(SimulatedSession? session, TimeSpan time, ResumeRefusal refusal)
    {
        lock (gate) troubles.Add(new Trouble(session, clock.GetTimestamp(), time, refusal));
    }

    /// <summary>What meets a RESUME of this session now; null when nothing does.</summary>
    public ResumeRefusal? Of(SimulatedSession session)
    {
        lock (gate)
        {
            troubles.RemoveAll(trouble => clock.GetElapsedTime(trouble.Began) >= trouble.Time);
            return troubles.Find(trouble => trouble.Session is null || trouble.Session == session)?.Refusal;
        }
    }

    private sealed record Trouble(SimulatedSession? Session, long Began, TimeSpan Time, ResumeRefusal Refusal);
}
