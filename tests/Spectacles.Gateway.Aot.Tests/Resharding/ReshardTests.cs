using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>A bot is divided anew while events come, against the simulated gateway over real sockets.</summary>
public sealed class ReshardTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = LiveGateway.Patience;
    private readonly LiveGateway live = new();

    /// <summary>Turns to identify, 5.25 s apart, are short. The 5 s in which the order of events is kept are not.</summary>
    private readonly FastTime fastTime = new(shortest: TimeSpan.FromSeconds(5.1));
    private readonly FakeTimeProvider discordsTime = new();
    private readonly ConcurrentQueue<(string Guild, int Number)> handled = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Theory]
    [InlineData(2, 5)]
    [InlineData(3, 1)]
    [InlineData(2, 3, 1, 2)]
    public async Task Events_are_handled_once_and_in_order_during_a_reshard(int before, params int[] after)
    {
        var cluster = await live.MakeAsync(
            new SimulatedGatewayOptions { Guilds = 10, RecommendedShards = before, MaxConcurrency = 16, TimeProvider = discordsTime },
            new ClusterOptions { TimeProvider = fastTime, StopTimeout = TimeSpan.FromMinutes(10) },
            new Handler("NUMBER", (in dispatch, _, _) => Note(Encoding.UTF8.GetString(dispatch.Data)), GatewayIntents.Guilds));
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(Patience, Cancel);
        var old = new List<Shard>();
        using var enough = new CancellationTokenSource();
        var sending = SendNumbersAsync(enough.Token);

        foreach (int count in after)
        {
            old.AddRange(cluster.Shards.Values);
            discordsTime.Advance(TimeSpan.FromSeconds(6));
            await cluster.ReshardAsync(count, Cancel).WaitAsync(Patience, Cancel);
        }

        await enough.CancelAsync();
        int sent = await sending;
        await LiveGateway.UntilAsync(() => handled.Count >= sent);
        Assert.All(handled.GroupBy(one => one.Guild), ofGuild => Assert.Equal(ofGuild.Order(), ofGuild));
        Assert.Equal(Enumerable.Range(0, sent), handled.Select(one => one.Number).Order());
        Assert.Equal(Enumerable.Range(0, after[^1]), cluster.Shards.Keys);
        Assert.All(cluster.Shards.Values, shard => Assert.Equal(ShardState.Ready, shard.State));
        Assert.All(old, shard => Assert.Equal(ShardState.Stopped, shard.State));
        Assert.Equal(after[^1], cluster.Gateway.ShardCount);
        foreach (var _ in old)
        {
            var closed = await live.Gateway.WaitForCloseAsync(Cancel);
            Assert.Equal((1000, CloseOrigin.Client), (closed.Code, closed.Origin));
        }

        Assert.Empty(live.Gateway.Violations);
    }

    [Fact]
    public async Task Session_store_contains_the_sessions_of_idle_new_shards()
    {
        var store = new RecordingStore();
        var cluster = await live.MakeAsync(
            new SimulatedGatewayOptions { Guilds = 1, RecommendedShards = 1, MaxConcurrency = 16, TimeProvider = discordsTime },
            new ClusterOptions { TimeProvider = fastTime, StopTimeout = TimeSpan.FromMinutes(10), SessionStore = store },
            new Handler("NUMBER", (in _, _, _) => default, GatewayIntents.Guilds));
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(Patience, Cancel);
        discordsTime.Advance(TimeSpan.FromSeconds(6));

        await cluster.ReshardAsync(1, Cancel).WaitAsync(Patience, Cancel);
        await cluster.StopAsync().WaitAsync(Patience, Cancel);

        Assert.Contains(live.Gateway.Sessions, session => !session.Ended && session.Id == store.Session?.SessionId);
    }

    private async Task<int> SendNumbersAsync(CancellationToken enough)
    {
        int number = 0;
        while (!enough.IsCancellationRequested)
        {
            for (int burst = 0; burst < 20; burst++, number++)
            {
                string guild = live.Gateway.World.Guilds[number % 10].Id.ToString();
                live.Gateway.Dispatch("NUMBER", $$"""{"guild_id":"{{guild}}","n":{{number}}}""");
            }

            await Task.Delay(1, CancellationToken.None);
        }

        return number;
    }

    private ValueTask Note(string data)
    {
        string[] parts = data.Split('"', ':', '}');
        handled.Enqueue((parts[4], int.Parse(parts[^2], CultureInfo.InvariantCulture)));
        return default;
    }
}
