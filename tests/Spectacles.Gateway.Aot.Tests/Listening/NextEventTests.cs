using System.Text;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>Waits for an event, against the simulated gateway over real sockets.</summary>
public sealed class NextEventTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = LiveGateway.Patience;
    private readonly LiveGateway live = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Fact]
    public async Task Handler_can_wait_for_a_later_event_when_calls_are_sequential()
    {
        var answered = new TaskCompletionSource<string>();
        var cluster = await live.MakeAsync(
            new SimulatedGatewayOptions { PrivilegedIntents = GatewayIntents.MessageContent },
            new ClusterOptions { MaxInFlight = 1, Intents = GatewayIntents.GuildMessages | GatewayIntents.MessageContent });
        using var quiz = cluster.On<MessageCreate>(async (message, shard) =>
        {
            if (message.Content == "!quiz")
            {
                var asked = shard.NextAsync<MessageCreate>(
                    answer => answer.ChannelId == message.ChannelId && answer.Content == "42", Cancel);
                live.Gateway.People.Say(live.Gateway.World.Guilds[0], "7");
                live.Gateway.People.Say(live.Gateway.World.Guilds[0], "42");
                answered.SetResult((await asked).Content);
            }
        });
        await WaitForReadyAsync(cluster);

        live.Gateway.People.Say(live.Gateway.World.Guilds[0], "!quiz");

        Assert.Equal("42", await answered.Task.WaitAsync(Patience, Cancel));
    }

    [Fact]
    public async Task Event_between_the_call_and_the_await_is_not_missed_on_any_shard()
    {
        var cluster = await live.MakeAsync(new SimulatedGatewayOptions { RecommendedShards = 2, MaxConcurrency = 2 });
        await WaitForReadyAsync(cluster);
        var next = cluster.NextAsync("TOMORROW", Cancel);
        var seen = cluster.Shards[1].NextAsync("TOMORROW", Cancel);
        live.Gateway.DispatchToShard(1, "TOMORROW", """{"day": 1}""");
        live.Gateway.DispatchToShard(1, "TOMORROW", """{"day": 2}""");
        await seen.WaitAsync(Patience, Cancel);

        Assert.Equal("""{"day": 1}""", Encoding.UTF8.GetString(await next.WaitAsync(Patience, Cancel)));
    }

    [Fact]
    public async Task Predicate_that_throws_faults_only_its_own_wait()
    {
        var errors = new List<GatewayError>();
        var cluster = await live.MakeAsync(null, new ClusterOptions { Intents = GatewayIntents.GuildMessageTyping });
        cluster.HearErrors(errors.Add);
        await WaitForReadyAsync(cluster);
        var broken = cluster.NextAsync<TypingStart>(_ => throw new FormatException("no"), Cancel);
        var sound = cluster.NextAsync<TypingStart>(cancellationToken: Cancel);

        live.Gateway.People.StartTyping(live.Gateway.World.Guilds[0]);

        await Assert.ThrowsAsync<FormatException>(() => broken.WaitAsync(Patience, Cancel));
        await sound.WaitAsync(Patience, Cancel);
        Assert.Empty(errors);
        Assert.Empty(cluster.Listeners.Listeners);
    }

    [Fact]
    public async Task Cancelled_wait_removes_its_listener()
    {
        var cluster = await live.MakeAsync();
        await WaitForReadyAsync(cluster);
        using var giveUp = new CancellationTokenSource();
        var next = cluster.NextAsync("A", giveUp.Token);

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(Patience, Cancel));
        Assert.Empty(cluster.Listeners.Listeners);
    }

    [Fact]
    public async Task Waits_for_an_event_end_when_the_cluster_stops_and_later_ones_fail()
    {
        var inside = new TaskCompletionSource<Exception?>();
        var cluster = await live.MakeAsync();
        cluster.On("A", (_, shard, _) => WaitAsync(shard));
        await WaitForReadyAsync(cluster);
        live.Gateway.Dispatch("A", "{}");
        await LiveGateway.UntilAsync(() => cluster.Shards[0].Inside().Parts.Listeners.Listeners.Count == 1);
        var outside = cluster.NextAsync("NEVER", Cancel);

        await cluster.StopAsync().WaitAsync(Patience, Cancel);

        Assert.IsType<GatewayStoppedException>(await inside.Task.WaitAsync(Patience, Cancel));
        await Assert.ThrowsAsync<GatewayStoppedException>(() => outside.WaitAsync(Patience, Cancel));
        await Assert.ThrowsAsync<GatewayStoppedException>(() => cluster.NextAsync("NEVER", Cancel).WaitAsync(Patience, Cancel));

        async ValueTask WaitAsync(Shard shard) => inside.SetResult(await Record.ExceptionAsync(() => shard.NextAsync("NEVER", Cancel)));
    }

    [Fact]
    public async Task Wait_for_an_event_ends_with_the_reason_of_a_fatal_close()
    {
        var cluster = await live.MakeAsync();
        await WaitForReadyAsync(cluster);
        var shard = cluster.Shards[0];
        var next = shard.NextAsync("NEVER", Cancel);

        live.Gateway.ConnectionOf(0).Close(4013);

        Assert.IsType<GatewayClosedException>(await Record.ExceptionAsync(() => next.WaitAsync(Patience, Cancel)));
    }

    private static async Task WaitForReadyAsync(Cluster cluster)
    {
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(Patience, Cancel);
    }
}
