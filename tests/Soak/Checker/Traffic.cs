using System.Globalization;
using Spectacles.Gateway.Testing;

namespace Soak.Checker;

/// <summary>Sends numbered events at an even rate, and bursts before and after each fault.</summary>
internal sealed class Traffic(Ledger ledger, SessionTracker sessions, int shards)
{
    /// <summary>More than the required rate, to compensate for the time in which a shard has no session.</summary>
    public const int PerSecondAndShard = 135;

    private static readonly TimeSpan SendInterval = TimeSpan.FromMilliseconds(20);

    private readonly Lock[] gates = [.. Enumerable.Range(0, shards).Select(_ => new Lock())];

    public async Task RunAsync(CancellationToken stop)
    {
        long begin = TimeProvider.System.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            long due = (long)(TimeProvider.System.GetElapsedTime(begin).TotalSeconds * PerSecondAndShard * shards) - ledger.Sent;
            var live = sessions.Update();
            foreach (var session in live.Values)
            {
                Send(session, (int)(due / live.Count));
            }

            await Task.Delay(SendInterval, TimeProvider.System, CancellationToken.None);
        }
    }

    public void Send(SimulatedSession session, int count)
    {
        sessions.Add(session);
        lock (gates[session.ShardId])
        {
            for (int left = count; left > 0; left--)
            {
                long number = ledger.Add(session.ShardId, session.Id);
                if (!session.Dispatch("MESSAGE_CREATE", Message(number)))
                {
                    ledger.RemoveLast(session.ShardId);
                    return;
                }

                ledger.SetSequence(session.ShardId, number, session.Sequence);
            }
        }
    }

    /// <summary>Counts the session's newest events in flight: neither handled nor acknowledged.</summary>
    public int CountInFlight(SimulatedSession session) => ledger.CountInFlight(session.ShardId, session.AcknowledgedSequence);

    private static string Message(long number) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"id":"{{number}}","channel_id":"1","content":"{{number}}","author":{"id":"2","username":"a","discriminator":"0","avatar":null,"global_name":null},
        "timestamp":"2026-01-01T00:00:00+00:00","edited_timestamp":null,"tts":false,"mention_everyone":false,"mentions":[],"mention_roles":[],"attachments":[],"embeds":[],"pinned":false,"type":0}
        """);
}
