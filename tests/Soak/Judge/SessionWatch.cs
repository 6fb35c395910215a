using System.Collections.Concurrent;
using Spectacles.Gateway.Testing;

namespace Soak.Judge;

/// <summary>
/// Which session of a shard lives, which the script has destroyed, and which the bot gave up though they could have been resumed.
/// </summary>
internal sealed class SessionWatch(SimulatedGateway gateway)
{
    /// <summary>How long a bot may take to save a session that it has started.</summary>
    private static readonly TimeSpan Saving = TimeSpan.FromSeconds(1);

    /// <summary>How long a killed process may still be seen.</summary>
    private static readonly TimeSpan Dying = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, SimulatedSession> known = new();
    private readonly ConcurrentDictionary<string, CondemnedSession> condemned = new();
    private readonly ConcurrentDictionary<string, long> firstSeen = new();
    private readonly ConcurrentDictionary<string, string> needless = new();
    private readonly ConcurrentDictionary<string, string> unborn = new();
    private readonly ConcurrentQueue<long> ends = new();
    private long connectionsOfTheDead;

    /// <summary>The sessions that the script has destroyed, or whose bot it has ended before it could know them.</summary>
    public int Abandoned => condemned.Values.Count(session => session.Ended) + unborn.Count;

    /// <summary>
    /// The sessions beside which the bot has started another while they could be resumed, and those that it has ended itself.
    /// </summary>
    public ICollection<string> Needless => needless.Values;

    /// <summary>Those whose bot ended before it could save them: no client can resume what it has not heard of.</summary>
    public ICollection<string> Unborn => unborn.Values;

    /// <summary>The bot's process is killed now.</summary>
    public void Kill()
    {
        Volatile.Write(ref connectionsOfTheDead, gateway.Counters.Connections);
        foreach (var session in condemned.Values)
        {
            session.Kill();
        }

        NoteEnd();
    }

    /// <summary>The bot's process is told to end, or has ended.</summary>
    public void NoteEnd() => ends.Enqueue(TimeProvider.System.GetTimestamp());

    /// <summary>What the script is about to do to this session ends it.</summary>
    public void Condemn(SimulatedSession session, SimulatedConnection connection) =>
        condemned[session.Id] = new CondemnedSession(session, connection, connection.Id <= Volatile.Read(ref connectionsOfTheDead));

    /// <summary>Whether an event that was not handled is lost, and not out of the bot's reach by the script's doing.</summary>
    public bool IsLost(LedgerEntry entry) =>
        !unborn.ContainsKey(entry.Session) && (!condemned.TryGetValue(entry.Session, out var session) || session.Owes(entry));

    /// <summary>Whether such an event may still come: its session lives, and no client has said to have it.</summary>
    public bool IsAwaited(LedgerEntry entry) =>
        IsLost(entry)
            && known[entry.Session] is { Ended: false } session && (!session.Connected || entry.Sequence > session.AcknowledgedSequence);

    /// <summary>The session is there, and is to be watched.</summary>
    public void Meet(SimulatedSession session)
    {
        firstSeen.TryAdd(session.Id, TimeProvider.System.GetTimestamp());
        known.TryAdd(session.Id, session);
    }

    /// <summary>The newest session of each shard that has one.</summary>
    public IReadOnlyDictionary<int, SimulatedSession> Look()
    {
        Pardon();
        var newest = new Dictionary<int, SimulatedSession>();
        foreach (
            var session in gateway.Sessions
                .Where(session => !session.Ended)
                .OrderBy(session => session.Id, StringComparer.Ordinal))
        {
            Meet(session);
            if (newest.TryGetValue(session.ShardId, out var before))
            {
                GiveUp(before, "left behind", mayBeUnborn: true);
            }

            newest[session.ShardId] = session;
        }

        foreach (var session in known.Values.Where(session => session.Ended && !condemned.ContainsKey(session.Id)))
        {
            GiveUp(session, "ended by the bot", mayBeUnborn: false);
        }

        return newest;
    }

    /// <summary>A connection that has gone takes the strike with it that was under way on it: its session lives on.</summary>
    private void Pardon()
    {
        HashSet<SimulatedConnection> open = [.. gateway.Connections];
        foreach ((string id, var session) in condemned)
        {
            session.Look();
            if (!open.Contains(session.Connection) && !session.Ended)
            {
                condemned.TryRemove(KeyValuePair.Create(id, session));
            }
        }
    }

    private void GiveUp(SimulatedSession session, string how, bool mayBeUnborn)
    {
        if (needless.ContainsKey(session.Id) || unborn.ContainsKey(session.Id))
        {
            return;
        }

        long born = firstSeen[session.Id];
        double[] ages = [.. ends.Select(end => TimeProvider.System.GetElapsedTime(born, end).TotalMilliseconds)];
        bool early = mayBeUnborn && ages.Any(age => age > -Dying.TotalMilliseconds && age < Saving.TotalMilliseconds);
        string story = $"shard {session.ShardId}, {how} at an age of {(long)TimeProvider.System.GetElapsedTime(born).TotalMilliseconds} ms, ends of the bot at {string.Join(", ", ages.Where(age => age > -Dying.TotalMilliseconds).Take(2).Select(age => $"{(long)age}"))}";
        (early ? unborn : needless)[session.Id] = story;
    }
}
