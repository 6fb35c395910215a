using System.Globalization;

namespace Spectacles.Gateway.Testing;

/// <summary>All sessions that live, and the way of an event to those that are due it.</summary>
internal sealed class SessionRegistry(ulong botId, int seed, int replayLimit, TimeSpan lifetime, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, SimulatedSession> sessions = [];
    private int created;
    private long dispatched;

    public ulong BotId => botId;

    public TimeProvider Clock => clock;

    /// <summary>How many events sessions were due: each once per session, however often it was replayed.</summary>
    public long Dispatched => Interlocked.Read(ref dispatched);

    public void CountDispatch() => Interlocked.Increment(ref dispatched);

    public IReadOnlyList<SimulatedSession> Snapshot()
    {
        lock (gate)
        {
            RemoveExpired();
            return [.. sessions.Values];
        }
    }

    /// <summary>A new session that no event finds before <see cref="Add"/>.</summary>
    public SimulatedSession Create(int shardId, int shardCount, GatewayIntents intents)
    {
        lock (gate)
        {
            RemoveExpired();
            string id = string.Create(CultureInfo.InvariantCulture, $"{seed:x8}{++created:x24}");
            return new SimulatedSession(this, id, shardId, shardCount, intents, replayLimit);
        }
    }

    public void Add(SimulatedSession session)
    {
        lock (gate) sessions[session.Id] = session;
    }

    /// <summary>The session with this id; null when there is none, or it has waited too long for its RESUME.</summary>
    public SimulatedSession? Find(string id)
    {
        lock (gate)
        {
            RemoveExpired();
            return sessions.GetValueOrDefault(id);
        }
    }

    public void End(SimulatedSession session)
    {
        lock (gate)
        {
            session.End();
            sessions.Remove(session.Id);
        }
    }

    /// <summary>Offers the event to every session whose shard it belongs to.</summary>
    /// <returns>How many sessions are due it.</returns>
    public int Dispatch(in OutgoingEvent item)
    {
        int due = 0;
        foreach (SimulatedSession session in Snapshot())
            if (item.BelongsTo(session.ShardId, session.ShardCount) && session.Offer(item)) due++;
        return due;
    }

    private void RemoveExpired()
    {
        foreach (SimulatedSession session in sessions.Values.Where(session => session.IsExpired(lifetime)).ToList())
        {
            session.End();
            sessions.Remove(session.Id);
        }
    }
}
