using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>Each wait of the library's own works inside a handler, however few calls may be unfinished.</summary>
public sealed class HandlerWaitTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly ClusterOptions OneAtATime = new()
    {
        MaxInFlight = 1,
        HandlerTimeout = Timeout.InfiniteTimeSpan,
        StopTimeout = TimeSpan.FromMinutes(10),
    };
    private readonly MemoryGateway gateway = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Theory]
    [InlineData("shard")]
    [InlineData("cluster")]
    [InlineData("send")]
    public async Task Handler_can_wait_for_a_reconnect(string what)
    {
        var begun = new TaskCompletionSource();
        var lost = new TaskCompletionSource();
        var done = new TaskCompletionSource();
        var connection = await gateway.StartAsync(OneAtATime, new Handler("A", (in _, shard, _) => WaitAsync(shard)));
        connection.Receive(Event("A", 2));
        await begun.Task.WaitAsync(Patience, Cancel);
        connection.CloseFromServer(4000);
        // The read loop stands still at the limit; what is to be read is read when the handler waits.
        connection.Abort();
        lost.SetResult();
        gateway.Shard.Inside().Life.Enter(ShardState.Disconnected, "the test");
        var next = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        next.Receive(Hello);
        await next.SentAsync(6);
        next.Receive(Event("RESUMED", 3));

        await gateway.PassTimeUntilAsync(done.Task);

        async ValueTask WaitAsync(Shard shard)
        {
            begun.SetResult();
            await lost.Task;
            while (shard.State == ShardState.Ready && shard.Resumes == 0)
            {
                await Task.Yield();
            }

            await (what switch
            {
                "shard" => shard.WaitForReadyAsync(Cancel),
                "cluster" => gateway.Cluster!.WaitForReadyAsync(Cancel),
                _ => shard.SendAsync(new UpdatePresence(BotStatus.Idle), cancellationToken: Cancel).AsTask(),
            });
            done.SetResult();
        }
    }

    [Fact]
    public async Task Handler_waiting_for_the_command_rate_limit_keeps_its_place()
    {
        var order = new List<string>();
        var other = new TaskCompletionSource();
        var connection = await StartAsync(order, other);

        await LiveGateway.UntilAsync(() => gateway.Cluster!.GetStatus().Shards[0].CommandsWaiting == 1 && connection.SentCount > 100);
        Assert.Equal(2, gateway.Shard.Sequence);
        await gateway.PassTimeUntilAsync(other.Task);

        Assert.Equal(["sent", "other"], order);
    }

    [Fact]
    public async Task Handler_waiting_for_the_command_rate_limit_frees_its_place_when_the_connection_is_lost()
    {
        var order = new List<string>();
        var other = new TaskCompletionSource();
        var connection = await StartAsync(order, other);
        await LiveGateway.UntilAsync(() => gateway.Cluster!.GetStatus().Shards[0].CommandsWaiting == 1 && connection.SentCount > 100);
        await gateway.Shard.Inside().Connection!.CloseAsync(
            new LifecycleStep(LifecycleAction.Close, Reason: "the test"), CloseRules.KeepSession);
        var next = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        next.Receive(Hello);
        await next.SentAsync(6);
        next.Receive(Event("B", 3));

        await other.Task.WaitAsync(Patience, Cancel);
        next.Receive(Event("RESUMED", 4));
        await gateway.PassTimeUntilAsync(LiveGateway.UntilAsync(() => order.Count == 2));

        Assert.Equal(["other", "sent"], order);
    }

    /// <summary>Begins a handler that sends more than may go out, with another event behind it.</summary>
    private async Task<MemoryConnection> StartAsync(List<string> order, TaskCompletionSource other)
    {
        var connection = await gateway.StartAsync(
            OneAtATime,
            new Handler("A", (in _, shard, _) => SendAsync(shard)),
            new Handler("B", (in _, _, _) =>
        {
            order.Add("other");
            other.TrySetResult();
            return default;
        }));
        connection.Receive(Event("A", 2));
        connection.Receive(Event("B", 3));
        return connection;

        async ValueTask SendAsync(Shard shard)
        {
            for (int i = 0; i < 130; i++)
            {
                await shard.SendAsync(new UpdatePresence(BotStatus.Idle), cancellationToken: Cancel);
            }

            order.Add("sent");
        }
    }

    [Fact]
    public async Task Handler_that_stops_the_cluster_runs_to_completion()
    {
        var done = new TaskCompletionSource();
        var connection = await gateway.StartAsync(OneAtATime, new Handler("A", (in _, _, _) => StopAsync()));
        connection.Receive(Event("A", 2));

        await done.Task.WaitAsync(Patience, Cancel);

        Assert.Equal(ShardState.Stopped, gateway.Shard.State);

        async ValueTask StopAsync()
        {
            await Task.Yield();
            await gateway.Cluster!.StopAsync();
            done.SetResult();
        }
    }
}
