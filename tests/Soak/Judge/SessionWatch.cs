using System.Collections.Concurrent;
using Spectacles.Gateway.Testing;
using Spectacles.Gateway.Testing.Sessions;

namespace Soak.Judge;

/// <summary>Which session of a shard lives, which the script has destroyed, and which were left behind though they could have been resumed.</summary>
internal sealed class SessionWatch(SimulatedGateway gateway)
{
    /// <summary>How long a bot may take to save a session that it has started.</summary>
    private static readonly TimeSpan Saving = TimeSpan.FromSeconds(1);

    /// <summary>How long a killed process may still be seen.</summary>
    private static readonly TimeSpan Dying = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, SimulatedSession> condemned = new();
    private readonly ConcurrentDictionary<string, long> firstSeen = new();
    private readonly ConcurrentDictionary<string, string> leftBehind = new();
    private readonly ConcurrentDictionary<string, string> unborn = new();
    private readonly ConcurrentQueue<long> kills = new();

    /// <summary>The sessions that the script has destroyed, or whose bot it has ended before it could know them.</summary>
    public int Abandoned => condemned.Values.Count(session => session.Ended) + unborn.Count;

    /// <summary>The sessions beside which the bot has started another while they could be resumed, and what is known of each.</summary>
    public ICollection<string> LeftBehind => leftBehind.Values;

    /// <summary>The same of those whose bot ended before it could save them: no client can resume what it has not heard of.</summary>
    public ICollection<string> Unborn => unborn.Values;

    /// <summary>The bot is told to end now, or has ended.</summary>
    public void Kill() => kills.Enqueue(TimeProvider.System.GetTimestamp());

    /// <summary>What the script is about to do to this session ends it.</summary>
    public void Condemn(SimulatedSession session) => condemned[session.Id] = session;

    /// <summary>Whether what this session's events tell is lost or handled, and not the script's doing.</summary>
    public bool Counts(string session) => !unborn.ContainsKey(session) && (!condemned.TryGetValue(session, out SimulatedSession? ended) || !ended.Ended);

    /// <summary>The newest session of each shard that has one.</summary>
    public IReadOnlyDictionary<int, SimulatedSession> Look()
    {
        var newest = new Dictionary<int, SimulatedSession>();
        foreach (SimulatedSession session in gateway.Sessions.Where(session => !session.Ended).OrderBy(session => session.Id, StringComparer.Ordinal))
        {
            firstSeen.TryAdd(session.Id, TimeProvider.System.GetTimestamp());
            if (newest.TryGetValue(session.ShardId, out SimulatedSession? before) && !leftBehind.ContainsKey(before.Id) && !unborn.ContainsKey(before.Id))
            {
                LeaveBehind(before);
            }

            newest[session.ShardId] = session;
        }

        return newest;
    }

    private void LeaveBehind(SimulatedSession session)
    {
        long born = firstSeen[session.Id];
        double[] ages = [.. kills.Select(kill => TimeProvider.System.GetElapsedTime(born, kill).TotalMilliseconds)];
        bool early = ages.Any(age => age > -Dying.TotalMilliseconds && age < Saving.TotalMilliseconds);
        string known = $"shard {session.ShardId}, the bot ended at an age of {string.Join(", ", ages.Where(age => age > -Dying.TotalMilliseconds).Take(2).Select(age => $"{(long)age}"))} ms";
        (early ? unborn : leftBehind)[session.Id] = known;
    }
}
