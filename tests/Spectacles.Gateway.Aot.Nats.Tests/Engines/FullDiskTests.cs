using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>Other streams fill what three servers may store, and make room again.</summary>
public sealed class FullDiskTests
{
    private const int Megabyte = 1 << 20;
    private const int MaxStore = 64 * Megabyte;
    private const int Piece = Megabyte / 2;

    /// <summary>From then on, the servers delete the messages that have made them full.</summary>
    private static readonly TimeSpan FullTime = TimeSpan.FromSeconds(8);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_wait_while_the_servers_are_full_and_nothing_is_lost()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "slow: eng/test.sh --all runs it");
        await using var cluster = await NatsCluster.StartAsync(jetStream: $"max_file_store: {MaxStore}");
        await using var connection = await cluster.ConnectAsync();
        var context = new NatsJSContext(connection);
        await NatsCluster.CreateStreamAsync(context, new StreamConfig("FILLER", ["filler"]));
        await NatsCluster.CreateStreamAsync(
            context, new StreamConfig("PASSING", ["passing"]) { MaxAge = FullTime, DuplicateWindow = FullTime });
        await using var fleet = await NumberedFleet.StartAsync();
        var options = TestOptions.For(fleet.Plan, cluster.Urls) with { Replicas = 3, MaxBytes = 16 * Megabyte };
        await fleet.AddWorkerAsync(await fleet.ConnectAsync(options with { Role = NatsRole.Worker }));
        var node = await fleet.AddNodeAsync(
            await fleet.ConnectAsync(options), "one", it => it with { BufferBytes = Megabyte });
        await fleet.UntilAsync(() => fleet.Connected == fleet.Plan.ShardCount, "all shards connect");

        // At 80 %, nothing is different.
        await FillAsync(context, "filler", MaxStore / 100 * 80 / Piece);
        fleet.Send(1, 100);
        await fleet.UntilAsync(() => fleet.HasHandled(100), "the events are handled at 80 %");

        await FillAsync(context, "passing", int.MaxValue);
        const int bytes = 4 << 10;
        const int last = 400;
        fleet.Send(101, last, bytes);
        await fleet.UntilAsync(() => fleet.Reports.Any(IsAboutRoom), "the node reports that there is no room");
        await fleet.UntilAsync(() => node.GetStatus().BytesWaiting > Megabyte / 2, "events wait");
        long waiting = node.GetStatus().BytesWaiting;
        bool hasMore = !fleet.HasHandled(last);

        // The servers make room by themselves, because a full cluster has no leader that would take a request to purge a stream.
        await fleet.UntilAsync(() => fleet.HasHandled(last), "all events are handled when there is room");
        await fleet.UntilAsync(() => fleet.Reports.Contains("Node one: Events are appended again."), "the node reports the end");
        Assert.True(hasMore);
        Assert.InRange(waiting, Megabyte / 2, Megabyte);
        Assert.Equal(fleet.Plan.ShardCount, fleet.Gateway.Counters.Connections);
        Assert.Equal(fleet.Plan.ShardCount, fleet.Gateway.Counters.Identifies);
        Assert.Single(fleet.Reports, IsAboutRoom);
    }

    private static bool IsAboutRoom(string report) => report.StartsWith(
        "Node one: Events can't be appended and are held back: NATS has no room for an event of group ", StringComparison.Ordinal);

    /// <summary>Publishes until there are so many pieces, or the servers refuse one because they are full.</summary>
    private static async Task FillAsync(NatsJSContext context, string subject, int most)
    {
        byte[] piece = new byte[Piece];
        for (int i = 0; i < most; i++)
        {
            var answer = await context.PublishAsync(subject, piece, cancellationToken: Cancel);
            if (answer.Error is { } error)
            {
                Assert.True(JetStreamErrors.IsFull(error.ErrCode), $"{error.Description} ({error.ErrCode})");
                Assert.Equal(int.MaxValue, most);
                return;
            }
        }
    }
}
