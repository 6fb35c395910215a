using NATS.Client.JetStream;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>The engine on three servers, one of which is killed or cut off.</summary>
[Collection(nameof(ThreeServers))]
public sealed class ClusterTests(SharedCluster shared)
{
    private static readonly DeliveryQuery Query = new() { WorkerGroup = "workers", AnswerTimeout = TimeSpan.FromSeconds(5) };
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_confirmed_is_lost_when_the_leader_of_the_stream_is_killed_under_load()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "slow: eng/test.sh --all runs it");
        const int count = 3_000;
        var options = Options();
        await using var node = await NatsEngine.ConnectAsync(options, Cancel);
        await using var worker = await NatsEngine.ConnectAsync(options with { Role = NatsRole.Worker }, Cancel);
        await TestRecords.BeginAsync(worker, Query, Cancel);
        var owner = (await node.Events.TryOpenAsync(0, 1, Cancel))!;
        var reading = TestRecords.ReadBelowAsync(worker, Query, count, Cancel);
        int stored = 0;
        var appending = AppendAsync(owner, count, () => stored++);
        while (stored < count / 3)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Cancel);
        }

        var leader = await LeaderAsync(options.Plan);
        leader.Kill();
        await appending.WaitAsync(Patience, TimeProvider.System, Cancel);
        await reading.WaitAsync(Patience, TimeProvider.System, Cancel);
        await leader.RestartAsync();

        await using var connection = await shared.Cluster.ConnectAsync();
        Assert.Equal(Enumerable.Range(0, count), (await TestRecords.StoredAsync(connection, options.Plan, Cancel)).Distinct());
    }

    [Fact]
    public async Task Former_owner_is_refused_when_the_leader_is_killed_while_another_takes_the_group()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "slow: eng/test.sh --all runs it");
        var options = Options();
        await using var first = await NatsEngine.ConnectAsync(options, Cancel);
        await using var second = await NatsEngine.ConnectAsync(options, Cancel);
        var former = (await first.Events.TryOpenAsync(0, 1, Cancel))!;
        int stored = 0;
        var appending = AppendAsync(former, int.MaxValue, () => stored++);
        while (stored < 100)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Cancel);
        }

        var leader = await LeaderAsync(options.Plan);
        leader.Kill();
        var next = await second.Events.TryOpenAsync(0, 2, Cancel).AsTask().WaitAsync(Patience, TimeProvider.System, Cancel);
        int last = TestRecords.NumberOf(Assert.Single(await second.Events.ReadLastAsync(0, Cancel)));
        int fenced = await appending.WaitAsync(Patience, TimeProvider.System, Cancel);
        Assert.True(await TestRecords.AppendAsync(next!, -2, Cancel));
        await leader.RestartAsync();

        // The last record may be one whose confirmation was lost with the leader.
        Assert.InRange(last, fenced - 1, fenced);
        Assert.Equal(-2, TestRecords.NumberOf(Assert.Single(await second.Events.ReadLastAsync(0, Cancel))));
    }

    [Fact]
    public async Task Engine_goes_to_another_server_when_its_own_is_cut_off_from_the_others()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "slow: eng/test.sh --all runs it");
        var plan = TestOptions.NewPlan();
        var cutOff = shared.Cluster.Servers[0];
        var link = new ServerLink();
        link.LeadTo(cutOff.Port);
        string urls = $"{link.ClientUrl},{shared.Cluster.Servers[1].Url}";
        await using var engine = await NatsEngine.ConnectAsync(TestOptions.For(plan, link.ClientUrl) with { Replicas = 3 }, Cancel);
        await using var other = await NatsEngine.ConnectAsync(TestOptions.For(plan, urls) with { Replicas = 3 }, Cancel);
        var owners = new[] { (await engine.Events.TryOpenAsync(0, 1, Cancel))!, (await other.Events.TryOpenAsync(1, 1, Cancel))! };

        shared.Cluster.Isolate(cutOff);
        long start = TimeProvider.System.GetTimestamp();
        Assert.True(await TestRecords.AppendAsync(owners[1], 1, Cancel).WaitAsync(Patience, TimeProvider.System, Cancel));
        TestContext.Current.TestOutputHelper?.WriteLine($"{TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s");
        shared.Cluster.Rejoin(cutOff);

        Assert.True(await TestRecords.AppendAsync(owners[0], 1, Cancel).WaitAsync(Patience, TimeProvider.System, Cancel));
        await link.DisposeAsync();
    }

    private static async Task<int> AppendAsync(IEventAppender owner, int count, Action note)
    {
        for (int i = 0; i < count; i++)
        {
            if (!await TestRecords.AppendAsync(owner, i, Cancel))
            {
                return i;
            }

            note();
        }

        return count;
    }

    private NatsEngineOptions Options() => TestOptions.For(TestOptions.NewPlan(), shared.Cluster.Urls) with { Replicas = 3 };

    private async Task<NatsServer> LeaderAsync(FleetPlan plan)
    {
        await using var connection = await shared.Cluster.ConnectAsync();
        return await shared.Cluster.LeaderAsync(new NatsJSContext(connection), $"FLEET_{plan.Name}_EVENTS_0");
    }
}
