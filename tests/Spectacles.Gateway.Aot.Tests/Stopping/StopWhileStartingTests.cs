using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>A stop ends in time even if the user's code blocks shards that are starting or being resharded.</summary>
public sealed class StopWhileStartingTests : ObstructedStopTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Connection_factory_that_does_not_return_is_abandoned_by_a_stop()
    {
        await Gateway.Make(null, [], () =>
        {
            Obstacle.Block();
            throw new IOException();
        }).SpawnAsync(Cancel);

        await DisposeInTimeAsync("ClusterOptions.ConnectionFactory has not returned");
    }

    [Fact]
    public async Task Identify_queue_that_blocks_its_thread_delays_neither_the_next_connection_nor_the_stop()
    {
        await using var waiting = new MemoryGateway { IdentifyQueue = new BlockingQueue(Obstacle.Block) };
        await waiting.Make().SpawnAsync(Cancel);
        var connection = await waiting.ConnectedAsync();
        connection.Receive(Hello);
        await Obstacle.ReachedAsync();
        connection.CloseFromServer(4000);
        var next = await waiting.PassTimeUntilAsync(waiting.ConnectedAsync());

        await waiting.PassTimeUntilAsync(waiting.Cluster!.DisposeAsync().AsTask());

        Assert.Equal(0, waiting.ErrorsThatSay("the stop no longer waits"));
        Assert.NotNull(next.ClosedByClientWith);
    }

    [Fact]
    public async Task Resharding_shards_that_do_not_end_are_abandoned_by_a_stop()
    {
        var connection = await Gateway.StartAsync();
        Gateway.BeforeConnection = Obstacle.Block;
        var resharding = Gateway.Cluster!.ReshardAsync(1, Cancel);
        await Obstacle.ReachedAsync();

        await Gateway.PassTimeUntilAsync(Gateway.Cluster!.DisposeAsync().AsTask());

        await LiveGateway.UntilAsync(() => Gateway.ErrorsThatSay("a reshard is still in progress") == 1);
        Assert.Equal(1000, connection.ClosedByClientWith);
        Obstacle.Release();
        await Assert.ThrowsAnyAsync<Exception>(() => resharding.WaitAsync(Patience, Cancel));
    }

    [Fact]
    public async Task API_request_that_blocks_its_thread_does_not_delay_connections()
    {
        var connection = await Gateway.StartAsync();
        Gateway.ApiAnswer = BlockedAnswer;
        connection.Abort();
        for (int tries = 0; tries < 7; tries++)
        {
            var next = Gateway.ConnectedAsync();
            await Gateway.PassTimeUntilAsync(next);
            (await next).Abort();
        }

        Assert.True(Obstacle.IsReached);
        await Gateway.PassTimeUntilAsync(Gateway.Cluster!.DisposeAsync().AsTask());
        Assert.Equal(0, Gateway.ErrorsThatSay("the stop no longer waits"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connection_that_does_not_open_is_abandoned_by_a_stop(bool blocks)
    {
        await Gateway.Make(null, [], () => new StuckConnection(() => blocks ? Obstacle.BlockedAsync() : BeginAsync())).SpawnAsync(Cancel);

        await DisposeInTimeAsync("ConnectAsync of the connection has not returned");

        ValueTask BeginAsync()
        {
            Obstacle.Reach();
            return new ValueTask(new TaskCompletionSource().Task);
        }
    }

    [Fact]
    public async Task API_request_that_blocks_its_thread_does_not_delay_a_stop_during_a_reshard()
    {
        await Gateway.StartAsync();
        Gateway.ApiAnswer = BlockedAnswer;
        var resharding = Gateway.Cluster!.ReshardAsync(1, Cancel);
        await Obstacle.ReachedAsync();

        await Gateway.PassTimeUntilAsync(Gateway.Cluster!.DisposeAsync().AsTask());

        Assert.Equal(0, Gateway.ErrorsThatSay("the stop no longer waits"));
        await Assert.ThrowsAsync<GatewayStoppedException>(() => resharding.WaitAsync(Patience, Cancel));
    }

    [Fact]
    public async Task RunAsync_stopped_before_SpawnAsync_completes_ends_without_an_error()
    {
        Gateway.ApiAnswer = BlockedAnswer;
        using var stop = new CancellationTokenSource();
        var running = Gateway.Make().RunAsync(stop.Token);
        await Obstacle.ReachedAsync();

        await stop.CancelAsync();

        await running.WaitAsync(Patience, Cancel);
    }

    private HttpResponseMessage BlockedAnswer()
    {
        Obstacle.Block();
        return new HttpResponseMessage();
    }

    private sealed class BlockingQueue(Action block) : IIdentifyQueue
    {
        public ValueTask WaitAsync(int shardId, int maxConcurrency, CancellationToken cancellationToken)
        {
            block();
            return default;
        }
    }
}
