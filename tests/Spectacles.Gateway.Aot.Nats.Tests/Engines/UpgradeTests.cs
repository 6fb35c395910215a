using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>Nodes and workers of two versions with different formats of records, side by side.</summary>
[Collection(nameof(OneServer))]
public sealed class UpgradeTests(SharedServer shared)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_lost_when_workers_and_nodes_are_upgraded_one_after_the_other_and_a_node_is_downgraded()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "slow: eng/test.sh --all runs it");
        await using var fleet = await NumberedFleet.StartAsync();
        var options = TestOptions.For(fleet.Plan, shared.Server.Url);
        var oldWorker = await fleet.AddWorkerAsync(await ConnectAsync(fleet, options, NatsRole.Worker, isNewer: false));
        var oldNode = await fleet.AddNodeAsync(await ConnectAsync(fleet, options, NatsRole.Node, isNewer: false), "first");
        await fleet.UntilAsync(() => fleet.Connected == fleet.Plan.ShardCount, "all shards connect");
        fleet.Send(1, 100);

        await fleet.AddWorkerAsync(await ConnectAsync(fleet, options, NatsRole.Worker, isNewer: true));
        fleet.Send(101, 200);
        await oldWorker.StopAsync(Cancel);
        fleet.Send(201, 300);

        var newNode = await fleet.AddNodeAsync(await ConnectAsync(fleet, options, NatsRole.Node, isNewer: true), "second");
        await fleet.UntilAsync(() => newNode.Groups.Count == 1, "the newer node has a group");
        fleet.Send(301, 400);
        await oldNode.StopAsync(Cancel);
        await fleet.UntilAsync(() => newNode.Groups.Count == fleet.Plan.Groups, "the newer node has all groups");
        fleet.Send(401, 500);

        var again = await fleet.AddNodeAsync(await ConnectAsync(fleet, options, NatsRole.Node, isNewer: false), "first");
        await fleet.UntilAsync(() => again.Groups.Count == 1, "the older node has a group again");
        await newNode.StopAsync(Cancel);
        await fleet.UntilAsync(() => again.Groups.Count == fleet.Plan.Groups, "the older node has all groups");
        fleet.Send(501, 600);

        await fleet.UntilAsync(() => fleet.HasHandled(600), "all events are handled");
        Assert.Equal(fleet.Plan.ShardCount, fleet.Gateway.Counters.Identifies);
    }

    [Fact]
    public async Task Records_of_a_newer_node_wait_for_a_newer_worker()
    {
        await using var fleet = await NumberedFleet.StartAsync();
        var options = TestOptions.For(fleet.Plan, shared.Server.Url);
        int calls = 0;
        var oldWorker = await fleet.AddWorkerAsync(
            await ConnectAsync(fleet, options, NatsRole.Worker, isNewer: false),
            it => it with { RetryDelay = TimeSpan.FromMilliseconds(500) },
            (in _, _, _) =>
            {
                Interlocked.Increment(ref calls);
                return default;
            });
        await fleet.AddNodeAsync(await ConnectAsync(fleet, options, NatsRole.Node, isNewer: true), "first");
        await fleet.UntilAsync(() => fleet.Connected == fleet.Plan.ShardCount, "all shards connect");
        fleet.Send(1, 50);
        await fleet.UntilAsync(
            () => fleet.Reports.Any(report => report.StartsWith("A record has format 2, but this", StringComparison.Ordinal)),
            "the older worker reports a newer record");

        var newEngine = await ConnectAsync(fleet, options, NatsRole.Worker, isNewer: true);
        await fleet.AddWorkerAsync(newEngine);
        await oldWorker.StopAsync(Cancel);

        await fleet.UntilAsync(() => fleet.HasHandled(50), "the newer worker handles all events");
        Assert.Equal(0, calls);
        Assert.Equal(0, await newEngine.Events.DeadLetters.CountAsync("workers", Cancel));
    }

    [Fact]
    public async Task Record_that_only_older_workers_read_becomes_a_dead_letter_that_a_newer_version_replays()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "slow: eng/test.sh --all runs it");
        await using var fleet = await NumberedFleet.StartAsync();
        var options = TestOptions.For(fleet.Plan, shared.Server.Url);
        var oldEngine = await ConnectAsync(fleet, options, NatsRole.Worker, isNewer: false);
        var oldWorker = await fleet.AddWorkerAsync(
            oldEngine, it => it with { RetryDelay = TimeSpan.FromMilliseconds(50), MaxAttempts = 2 });
        await fleet.AddNodeAsync(await ConnectAsync(fleet, options, NatsRole.Node, isNewer: true), "first");
        await fleet.UntilAsync(() => fleet.Connected == fleet.Plan.ShardCount, "all shards connect");
        fleet.Send(1, 1);
        await fleet.UntilAsync(() => oldWorker.EventsBuried >= fleet.Plan.Groups, "the older worker gives the records up");
        await oldWorker.StopAsync(Cancel);
        var letters = await ListAsync(oldEngine);

        Assert.All(letters, letter => Assert.Equal(
            "it has format 2 and this worker reads format 1, so replay it when all workers of the group have the newer version",
            letter.Reason));
        Assert.False(await FleetDeadLetters.TryReplayAsync(oldEngine, "workers", letters[0], Cancel));
        Assert.Equal(letters.Count, await oldEngine.Events.DeadLetters.CountAsync("workers", Cancel));

        var newEngine = await ConnectAsync(fleet, options, NatsRole.Worker, isNewer: true);
        await fleet.AddWorkerAsync(newEngine);
        foreach (var letter in await ListAsync(newEngine))
        {
            Assert.True(await FleetDeadLetters.TryReplayAsync(newEngine, "workers", letter, Cancel));
        }

        await fleet.UntilAsync(() => fleet.HasHandled(1), "the newer worker handles the replayed events");
    }

    private static async Task<IFleetEngine> ConnectAsync(NumberedFleet fleet, NatsEngineOptions options, NatsRole role, bool isNewer)
    {
        var engine = await fleet.ConnectAsync(options with { Role = role });
        return isNewer ? new NewerEngine(engine) : engine;
    }

    private static async Task<List<DeadLetter>> ListAsync(IFleetEngine engine)
    {
        List<DeadLetter> letters = [];
        await foreach (var letter in engine.Events.DeadLetters.ListAsync("workers", Cancel))
        {
            letters.Add(letter);
        }

        return letters;
    }
}
