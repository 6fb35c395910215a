using System.Collections.Concurrent;
using System.Globalization;
using Spectacles.Gateway.Testing;
using Spectacles.Gateway.Tests.Sessions;

namespace Spectacles.Gateway.Tests;

/// <summary>
/// A bot is killed, or stopped, and started again with its session file, against the simulated gateway over real sockets.
/// </summary>
public sealed class SessionRestartTests : IAsyncDisposable
{
    private const int Shards = 3;
    private static readonly SimulatedGatewayOptions World = new() { RecommendedShards = Shards, MaxConcurrency = Shards };

    private readonly LiveGateway live = new();
    private readonly SessionDirectory directory = new();
    private readonly ConcurrentDictionary<(int Shard, string Number), int> handled = new();
    private int sent;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await live.DisposeAsync();
        directory.Dispose();
    }

    [Fact]
    public async Task Restart_after_a_kill_resumes_every_shard_without_IDENTIFY_and_without_losing_events()
    {
        var first = NewProcess();
        var before = await live.MakeAsync(World, first.Options, first.Handler);
        await StartAsync(before);
        await LiveGateway.UntilAsync(AllAreStored);
        Send(200);
        await LiveGateway.UntilAsync(() => handled.Count > 100);

        Send(200);
        first.Kill();
        Send(200);

        var second = NewProcess();
        var after = live.Add(second.Options, second.Handler);
        await StartAsync(after);
        Send(200);

        await LiveGateway.UntilAsync(() => handled.Count == sent * Shards);
        Assert.Equal((Shards, Shards), (live.Gateway.Counters.Identifies, live.Gateway.Counters.Resumes));
        Assert.All(
            after.Shards.Values,
            shard =>
                Assert.Equal(
                    (live.Gateway.World.Bot.Id, live.Gateway.World.ApplicationId), (shard.UserId!.Value, shard.ApplicationId!.Value)));
    }

    [Fact]
    public async Task Restart_after_a_graceful_stop_resumes_every_shard_without_repeating_finished_events()
    {
        var first = NewProcess();
        var before = await live.MakeAsync(World, first.Options, first.Handler);
        await StartAsync(before);
        Send(100);
        await LiveGateway.UntilAsync(() => handled.Count == sent * Shards && before.Shards.Values.All(shard => shard.CallsInFlight == 0));
        await before.StopAsync().WaitAsync(LiveGateway.Patience, Cancel);
        Assert.Equal(4900, (await live.Gateway.WaitForCloseAsync(Cancel)).Code);
        Send(100);

        var second = NewProcess();
        await StartAsync(live.Add(second.Options, second.Handler));

        await LiveGateway.UntilAsync(() => handled.Count == sent * Shards);
        Assert.All(handled.Values, times => Assert.Equal(1, times));
        Assert.Equal((Shards, Shards), (live.Gateway.Counters.Identifies, live.Gateway.Counters.Resumes));
    }

    [Fact]
    public async Task Two_processes_with_different_shards_share_the_session_file()
    {
        var cluster = await live.MakeAsync(World, NewProcess().Options);
        var other = live.Add(NewProcess().Options);
        await Task.WhenAll(cluster.SpawnAsync([0, 2], Shards, Cancel), other.SpawnAsync([1], Shards, Cancel));
        await Task.WhenAll(cluster.WaitForReadyAsync(Cancel), other.WaitForReadyAsync(Cancel)).WaitAsync(LiveGateway.Patience, Cancel);
        await Task.WhenAll(cluster.StopAsync(), other.StopAsync()).WaitAsync(LiveGateway.Patience, Cancel);

        await StartAsync(live.Add(NewProcess().Options));

        Assert.Equal((Shards, Shards), (live.Gateway.Counters.Identifies, live.Gateway.Counters.Resumes));
    }

    private CrashableProcess NewProcess() => new(directory.NewStore(), handled);

    private static async Task StartAsync(Cluster cluster)
    {
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
    }

    private void Send(int count)
    {
        for (int i = 0; i < count; i++)
        {
            live.Gateway.DispatchToAll("X", (++sent).ToString(CultureInfo.InvariantCulture));
        }
    }

    private bool AllAreStored()
    {
        string path = directory.NewStore().Path;
        return File.Exists(path) && File.ReadAllText(path).Split("\"session_id\"").Length - 1 == Shards;
    }
}
