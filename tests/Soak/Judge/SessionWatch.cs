using System.Collections.Concurrent;
using Spectacles.Gateway.Testing;
using Spectacles.Gateway.Testing.Sessions;

namespace Soak.Judge;

/// <summary>Which session of a shard lives, which the script has destroyed, and which were left behind though they could have been resumed.</summary>
internal sealed class SessionWatch(SimulatedGateway gateway)
{
    private readonly ConcurrentDictionary<string, SimulatedSession> condemned = new();
    private readonly ConcurrentDictionary<string, bool> leftBehind = new();

    /// <summary>The sessions that the script has destroyed.</summary>
    public int Abandoned => condemned.Values.Count(session => session.Ended);

    /// <summary>The sessions beside which the bot has started another while they could be resumed.</summary>
    public int LeftBehind => leftBehind.Count;

    /// <summary>What the script is about to do to this session ends it.</summary>
    public void Condemn(SimulatedSession session) => condemned[session.Id] = session;

    /// <summary>Whether what this session's events tell is lost or handled, and not the script's doing.</summary>
    public bool Counts(string session) => !condemned.TryGetValue(session, out SimulatedSession? ended) || !ended.Ended;

    /// <summary>The newest session of each shard that has one.</summary>
    public IReadOnlyDictionary<int, SimulatedSession> Look()
    {
        var newest = new Dictionary<int, SimulatedSession>();
        foreach (SimulatedSession session in gateway.Sessions.Where(session => !session.Ended).OrderBy(session => session.Id, StringComparer.Ordinal))
        {
            if (newest.TryGetValue(session.ShardId, out SimulatedSession? before))
            {
                leftBehind.TryAdd(before.Id, true);
            }

            newest[session.ShardId] = session;
        }

        return newest;
    }
}
