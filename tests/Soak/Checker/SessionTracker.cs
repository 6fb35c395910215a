using System.Collections.Concurrent;
using Spectacles.Gateway.Testing;

namespace Soak.Checker;

/// <summary>
/// Tracks which session of each shard exists, which ones a fault has destroyed, and which ones the bot discarded although it could have
/// resumed them.
/// </summary>
internal sealed class SessionTracker(SimulatedGateway gateway)
{
    /// <summary>The time that a bot may need to save a new session.</summary>
    private static readonly TimeSpan SaveTime = TimeSpan.FromSeconds(1);

    /// <summary>The time for which a killed process may still have connections.</summary>
    private static readonly TimeSpan ExitTime = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, SimulatedSession> known = new();
    private readonly ConcurrentDictionary<string, DestroyedSession> destroyed = new();
    private readonly ConcurrentDictionary<string, long> firstSeen = new();
    private readonly ConcurrentDictionary<string, string> needless = new();
    private readonly ConcurrentDictionary<string, string> unsaved = new();
    private readonly ConcurrentQueue<long> ends = new();
    private long connectionsBeforeKill;

    /// <summary>The number of sessions that faults have destroyed, and of those whose process ended before it could save them.</summary>
    public int Abandoned => destroyed.Values.Count(session => session.Ended) + unsaved.Count;

    /// <summary>
    /// The sessions that the bot has replaced although it could have resumed them, and those that it has ended itself.
    /// </summary>
    public ICollection<string> Needless => needless.Values;

    /// <summary>The sessions whose process ended before it could save them. The next process can't resume them.</summary>
    public ICollection<string> Unsaved => unsaved.Values;

    /// <summary>Records that the bot's process is killed.</summary>
    public void RecordKill()
    {
        Volatile.Write(ref connectionsBeforeKill, gateway.Counters.Connections);
        foreach (var session in destroyed.Values)
        {
            session.RecordKill();
        }

        NoteEnd();
    }

    /// <summary>Records that the bot's process ends or has ended.</summary>
    public void NoteEnd() => ends.Enqueue(TimeProvider.System.GetTimestamp());

    /// <summary>Records that the next fault ends a session.</summary>
    public void MarkDestroyed(SimulatedSession session, SimulatedConnection connection) =>
        destroyed[session.Id] = new DestroyedSession(session, connection, connection.Id <= Volatile.Read(ref connectionsBeforeKill));

    /// <summary>Whether an event that was not handled is lost, and a client could have received it.</summary>
    public bool IsLost(LedgerEntry entry) =>
        !unsaved.ContainsKey(entry.Session) && (!destroyed.TryGetValue(entry.Session, out var session) || session.IsLost(entry));

    /// <summary>Whether a lost event may still arrive: its session exists, and no client has acknowledged it.</summary>
    public bool IsAwaited(LedgerEntry entry) =>
        IsLost(entry)
            && known[entry.Session] is { Ended: false } session && (!session.Connected || entry.Sequence > session.AcknowledgedSequence);

    /// <summary>Adds a session.</summary>
    public void Add(SimulatedSession session)
    {
        firstSeen.TryAdd(session.Id, TimeProvider.System.GetTimestamp());
        known.TryAdd(session.Id, session);
    }

    /// <summary>Updates the records, and returns the newest session of each shard that has one.</summary>
    public IReadOnlyDictionary<int, SimulatedSession> Update()
    {
        RemoveSurvivors();
        var newest = new Dictionary<int, SimulatedSession>();
        foreach (
            var session in gateway.Sessions
                .Where(session => !session.Ended)
                .OrderBy(session => session.Id, StringComparer.Ordinal))
        {
            Add(session);
            if (newest.TryGetValue(session.ShardId, out var before))
            {
                AddDiscarded(before, "replaced", mayBeUnsaved: true);
            }

            newest[session.ShardId] = session;
        }

        foreach (var session in known.Values.Where(session => session.Ended && !destroyed.ContainsKey(session.Id)))
        {
            AddDiscarded(session, "ended by the bot", mayBeUnsaved: false);
        }

        return newest;
    }

    /// <summary>Removes sessions that still exist although their connection has closed: the fault did not take effect.</summary>
    private void RemoveSurvivors()
    {
        HashSet<SimulatedConnection> open = [.. gateway.Connections];
        foreach ((string id, var session) in destroyed)
        {
            session.Update();
            if (!open.Contains(session.Connection) && !session.Ended)
            {
                destroyed.TryRemove(KeyValuePair.Create(id, session));
            }
        }
    }

    private void AddDiscarded(SimulatedSession session, string reason, bool mayBeUnsaved)
    {
        if (needless.ContainsKey(session.Id) || unsaved.ContainsKey(session.Id))
        {
            return;
        }

        long firstSeenAt = firstSeen[session.Id];
        double[] ages = [.. ends.Select(end => TimeProvider.System.GetElapsedTime(firstSeenAt, end).TotalMilliseconds)];
        bool isUnsaved = mayBeUnsaved && ages.Any(age => age > -ExitTime.TotalMilliseconds && age < SaveTime.TotalMilliseconds);
        string ageOfBotEnds = string.Join(", ", ages.Where(age => age > -ExitTime.TotalMilliseconds).Take(2).Select(age => $"{(long)age}"));
        string description = $"shard {session.ShardId}, {reason} at an age of "
            + $"{(long)TimeProvider.System.GetElapsedTime(firstSeenAt).TotalMilliseconds} ms; the bot's process ended at {ageOfBotEnds}";
        (isUnsaved ? unsaved : needless)[session.Id] = description;
    }
}
