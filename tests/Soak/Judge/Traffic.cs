using System.Globalization;
using Spectacles.Gateway.Testing;

namespace Soak.Judge;

/// <summary>Sends numbered events at an even rate, and bursts where a fault is to strike.</summary>
internal sealed class Traffic(Ledger ledger, SessionWatch sessions, int shards)
{
    /// <summary>Over the 1,000 per second of 8 shards, so that what a sessionless shard misses is made up for.</summary>
    public const int PerSecondAndShard = 135;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    private readonly Lock[] gates = [.. Enumerable.Range(0, shards).Select(_ => new Lock())];

    public async Task RunAsync(CancellationToken stop)
    {
        long begin = TimeProvider.System.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            long due = (long)(TimeProvider.System.GetElapsedTime(begin).TotalSeconds * PerSecondAndShard * shards) - ledger.Sent;
            var live = sessions.Look();
            foreach (var session in live.Values)
            {
                Send(session, (int)(due / live.Count));
            }

            await Task.Delay(Beat, TimeProvider.System, CancellationToken.None);
        }
    }

    public void Send(SimulatedSession session, int count)
    {
        sessions.Meet(session);
        lock (gates[session.ShardId])
        {
            for (int left = count; left > 0; left--)
            {
                long number = ledger.Next(session.ShardId, session.Id);
                if (!session.Dispatch("MESSAGE_CREATE", Message(number)))
                {
                    ledger.TakeBack(session.ShardId);
                    return;
                }

                ledger.Dispatched(session.ShardId, number, session.Sequence);
            }
        }
    }

    /// <summary>How many of the session's newest events have not reached the bot, as far as one can know.</summary>
    public int UnderWay(SimulatedSession session) => ledger.UnderWay(session.ShardId, session.AcknowledgedSequence);

    private static string Message(long number) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"id":"{{number}}","channel_id":"1","content":"{{number}}","author":{"id":"2","username":"a","discriminator":"0","avatar":null,"global_name":null},
        "timestamp":"2026-01-01T00:00:00+00:00","edited_timestamp":null,"tts":false,"mention_everyone":false,"mentions":[],"mention_roles":[],"attachments":[],"embeds":[],"pinned":false,"type":0}
        """);
}
