using System.Globalization;

namespace Spectacles.Gateway.Testing;

/// <summary>All sessions, and the dispatch of events to them.</summary>
/// <param name="botId">The id of the bot.</param>
/// <param name="seed">The seed of the session ids.</param>
/// <param name="bot">The number of the bot on its server: no bot can resume a session of another.</param>
/// <param name="replayLimit">The number of events that a session keeps.</param>
/// <param name="lifetime">How long a session waits for RESUME.</param>
/// <param name="time">The clock.</param>
/// <remarks>https://discord.com/developers/docs/events/gateway#initiating-a-disconnect</remarks>
internal sealed class SessionRegistry(ulong botId, int seed, int bot, int replayLimit, TimeSpan lifetime, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, SimulatedSession> sessions = [];
    private int created;
    private long dispatched;

    public ulong BotId => botId;

    public TimeProvider Time => time;

    /// <summary>Whether sessions forget the events that their clients have acknowledged.</summary>
    public bool ForgetsAcknowledged { get; init; }

    /// <summary>The number of dispatched events. Each counts once per session, however often it was replayed.</summary>
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

    /// <summary>Creates a session that receives no event before <see cref="Add"/>.</summary>
    public SimulatedSession Create(int shardId, int shardCount, GatewayIntents intents, int largeThreshold)
    {
        lock (gate)
        {
            RemoveExpired();
            string id = string.Create(CultureInfo.InvariantCulture, $"{seed:x8}{bot:x8}{++created:x16}");
            return new SimulatedSession(this, id, shardId, shardCount, intents, largeThreshold, replayLimit);
        }
    }

    public void Add(SimulatedSession session)
    {
        lock (gate)
        {
            sessions[session.Id] = session;
        }
    }

    /// <summary>The session with this id; null when there is none or it has expired.</summary>
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

    /// <summary>Dispatches the event to every session of the shard that it belongs to.</summary>
    /// <returns>The number of sessions that receive the event.</returns>
    public int Dispatch(in OutgoingEvent item)
    {
        int due = 0;
        foreach (var session in Snapshot())
        {
            if (item.BelongsTo(session.ShardId, session.ShardCount) && session.Offer(item))
            {
                due++;
            }
        }

        return due;
    }

    private void RemoveExpired()
    {
        foreach (var session in sessions.Values.Where(session => session.IsExpired(lifetime)).ToList())
        {
            session.End();
            sessions.Remove(session.Id);
        }
    }
}
