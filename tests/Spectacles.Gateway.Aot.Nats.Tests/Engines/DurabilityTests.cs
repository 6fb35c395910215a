using System.Collections.Concurrent;
using System.Text;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>The server is killed while records are appended and read.</summary>
[Collection(nameof(OneServer))]
public sealed class DurabilityTests
{
    private static readonly DeliveryQuery Query = new() { WorkerGroup = "workers", AnswerTimeout = TimeSpan.FromSeconds(5) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_confirmed_is_lost_and_the_order_is_kept_when_the_server_is_killed_in_mid_append()
    {
        const int count = 600;
        await using var server = await NatsServer.StartAsync(new NatsServerSettings { SyncAlways = true });
        var options = TestOptions.For(TestOptions.NewPlan(), server.Url);
        await using var node = await NatsEngine.ConnectAsync(options, Cancel);
        await using var worker = await NatsEngine.ConnectAsync(options with { Role = NatsRole.Worker }, Cancel);
        await TestRecords.BeginAsync(worker, Query, Cancel);
        var owner = (await node.Events.TryOpenAsync(0, 1, Cancel))!;
        var reading = TestRecords.ReadBelowAsync(worker, Query, count, Cancel);
        int stored = 0;
        var appending = AppendAsync(owner, count, () => stored++);
        foreach (int threshold in new[] { 100, 300 })
        {
            while (stored < threshold)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Cancel);
            }

            server.Kill();
            await server.RestartAsync();
        }

        await appending;
        await reading.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, Cancel);
        await using var connection = await server.ConnectAsync();
        Assert.Equal(Enumerable.Range(0, count), (await TestRecords.StoredAsync(connection, options.Plan, Cancel)).Distinct());
        Assert.Equal(count - 1, TestRecords.NumberOf(Assert.Single(await node.Events.ReadLastAsync(0, Cancel))));
    }

    [Fact]
    public async Task State_and_its_watch_continue_when_the_server_was_killed()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerSettings { SyncAlways = true });
        var options = TestOptions.For(TestOptions.NewPlan(), server.Url);
        await using var first = await NatsEngine.ConnectAsync(options, Cancel);
        await using var second = await NatsEngine.ConnectAsync(options, Cancel);
        long? revision = await first.NodeState.TryWriteAsync("group.1", TestRecords.Of(1), 0, Cancel);
        await using var changes = second.NodeState.WatchAsync("group.", Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await changes.MoveNextAsync());
        Assert.True(await changes.MoveNextAsync());
        Assert.True(changes.Current.IsCurrent);

        server.Kill();
        var writing = first.NodeState.TryWriteAsync("group.1", TestRecords.Of(2), revision!.Value, Cancel).AsTask();
        await server.RestartAsync();

        Assert.True(await writing.WaitAsync(NatsServer.Patience, TimeProvider.System, Cancel) > revision);
        Assert.True(await changes.MoveNextAsync().AsTask().WaitAsync(NatsServer.Patience, TimeProvider.System, Cancel));
        Assert.Equal(2, TestRecords.NumberOf(changes.Current.Entry!.Value));
    }

    [Fact]
    public async Task Event_whose_handler_fails_shortly_before_the_server_is_killed_is_handled()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "slow: eng/test.sh --all runs it");
        await using var server = await NatsServer.StartAsync();
        await using var fleet = await NumberedFleet.StartAsync();
        var options = TestOptions.For(fleet.Plan, server.Url);
        var failed = new ConcurrentDictionary<(int Shard, string Data), bool>();
        await fleet.AddWorkerAsync(
            await fleet.ConnectAsync(options with { Role = NatsRole.Worker }),
            it => it with { RetryDelay = TimeSpan.FromMilliseconds(500) },
            (in dispatch, shard, cancellationToken) => failed.TryAdd((shard.Id, Encoding.UTF8.GetString(dispatch.Data)), true)
                ? throw new InvalidOperationException("the first attempt fails")
                : fleet.Note(dispatch, shard, cancellationToken));
        await fleet.AddNodeAsync(await fleet.ConnectAsync(options), "first");
        await fleet.UntilAsync(() => fleet.Connected == fleet.Plan.ShardCount, "all shards connect");

        fleet.Send(1, 1);
        await fleet.UntilAsync(() => failed.Count == fleet.Plan.ShardCount, "the handlers fail");
        server.Kill();
        await server.RestartAsync();

        // Without an answer, a record is delivered again after 30 s.
        await fleet.UntilAsync(() => fleet.HasHandled(1), "the events are handled", TimeSpan.FromSeconds(60));
    }

    private static async Task AppendAsync(IEventAppender owner, int count, Action note)
    {
        for (int i = 0; i < count; i++)
        {
            Assert.True(await TestRecords.AppendAsync(owner, i, Cancel));
            note();
        }
    }
}
