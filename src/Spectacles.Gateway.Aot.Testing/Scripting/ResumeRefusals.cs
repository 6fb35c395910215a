namespace Spectacles.Gateway.Testing;

/// <summary>The sessions whose RESUMEs are refused for some time, and the responses.</summary>
internal sealed class ResumeRefusals(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly List<Entry> refusals = [];

    /// <param name="session">The session; null for every session.</param>
    /// <param name="duration">The duration from now.</param>
    /// <param name="refusal">The response to a RESUME.</param>
    public void Add(SimulatedSession? session, TimeSpan duration, ResumeRefusal refusal)
    {
        lock (gate)
        {
            refusals.Add(new Entry(session, time.GetTimestamp(), duration, refusal));
        }
    }

    /// <summary>The current refusal for this session; null when there is none.</summary>
    public ResumeRefusal? Of(SimulatedSession session)
    {
        lock (gate)
        {
            refusals.RemoveAll(entry => time.GetElapsedTime(entry.Began) >= entry.Duration);
            return refusals.Find(entry => entry.Session is null || entry.Session == session)?.Refusal;
        }
    }

    private sealed record Entry(SimulatedSession? Session, long Began, TimeSpan Duration, ResumeRefusal Refusal);
}
