using System.Globalization;
using FleetSoak.Fleet;
using Spectacles.Gateway.Testing;

namespace FleetSoak.Judge;

/// <summary>Sends numbered events to the newest session of each shard, with or without a connection.</summary>
internal sealed class Traffic(SimulatedGateway gateway, Ledger ledger, string bot)
{
    private const int PerSecondAndShard = 20;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>A shard that gets no events at the moment; -1 for none.</summary>
    public int Spared { get; set; } = -1;

    public async Task RunAsync(CancellationToken stop)
    {
        long begin = TimeProvider.System.GetTimestamp();
        long sent = 0;
        while (!stop.IsCancellationRequested)
        {
            long due = (long)(TimeProvider.System.GetElapsedTime(begin).TotalSeconds * PerSecondAndShard);
            for (; sent < due; sent++)
            {
                SendOne();
            }

            await Task.Delay(Interval, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void SendOne()
    {
        foreach (var session in ConnectionWatch.Newest(gateway))
        {
            if (session.ShardId == Spared)
            {
                continue;
            }

            long number = ledger.Add(session.ShardId);
            if (!session.Dispatch("MESSAGE_CREATE", Message(number, NumberHandler.ContentOf(bot, number))))
            {
                ledger.RemoveLast(session.ShardId);
            }
        }
    }

    private static string Message(long number, string content) => string.Create(CultureInfo.InvariantCulture, $$"""
        {
          "id": "{{number}}",
          "channel_id": "1",
          "content": "{{content}}",
          "author": {"id": "2", "username": "a", "discriminator": "0", "avatar": null, "global_name": null},
          "timestamp": "2026-01-01T00:00:00+00:00",
          "edited_timestamp": null, "tts": false, "mention_everyone": false, "mentions": [], "mention_roles": [],
          "attachments": [], "embeds": [], "pinned": false, "type": 0
        }
        """);
}
