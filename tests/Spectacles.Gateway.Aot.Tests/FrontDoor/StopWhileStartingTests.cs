using static Spectacles.Gateway.Tests.FrontDoor.MemoryGateway;

namespace Spectacles.Gateway.Tests.FrontDoor;

/// <summary>A stop ends in time though code of the user's holds up shards that start or are divided anew.</summary>
public sealed class StopWhileStartingTests : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly MemoryGateway gateway = new();
    private readonly Obstacle obstacle = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        obstacle.LetGo();
        await gateway.DisposeAsync();
        obstacle.Dispose();
    }

    [Fact]
    public async Task A_factory_that_does_not_return_is_given_up()
    {
        await gateway.Make(null, [], () =>
        {
            obstacle.Block();
            throw new IOException();
        }).SpawnAsync(Cancel);

        await DisposeInTimeAsync("ClusterOptions.ConnectionFactory has not returned");
    }

    [Fact]
    public async Task An_identify_queue_that_blocks_its_thread_holds_back_neither_the_next_connection_nor_the_stop()
    {
        await using var waiting = new MemoryGateway { IdentifyQueue = new BlockingQueue(obstacle.Block) };
        await waiting.Make().SpawnAsync(Cancel);
        var connection = await waiting.ConnectedAsync();
        connection.Receive(Hello);
        await obstacle.ReachedAsync();
        connection.CloseFromServer(4000);
        var next = await waiting.PassTimeUntilAsync(waiting.ConnectedAsync());

        await waiting.PassTimeUntilAsync(waiting.Cluster!.DisposeAsync().AsTask());

        Assert.Equal(0, waiting.ErrorsThatSay("the stop gave up waiting"));
        Assert.NotNull(next.ClosedByClientWith);
    }

    [Fact]
    public async Task Shards_that_are_being_divided_anew_are_given_up_when_they_do_not_end()
    {
        var connection = await gateway.StartAsync();
        gateway.BeforeConnection = obstacle.Block;
        var resharding = gateway.Cluster!.ReshardAsync(1, Cancel);
        await obstacle.ReachedAsync();

        await gateway.PassTimeUntilAsync(gateway.Cluster!.DisposeAsync().AsTask());

        await LiveGateway.UntilAsync(() => gateway.ErrorsThatSay("the shards are still being divided anew") == 1);
        Assert.Equal(1000, connection.ClosedByClientWith);
        obstacle.LetGo();
        await Assert.ThrowsAnyAsync<Exception>(() => resharding.WaitAsync(Patience, Cancel));
    }

    [Fact]
    public async Task An_api_that_blocks_its_thread_holds_back_no_connection()
    {
        var connection = await gateway.StartAsync();
        gateway.ApiAnswer = BlockedAnswer;
        connection.Abort();
        for (int tries = 0; tries < 7; tries++)
        {
            var next = gateway.ConnectedAsync();
            await gateway.PassTimeUntilAsync(next);
            (await next).Abort();
        }

        Assert.True(obstacle.IsReached);
        await gateway.PassTimeUntilAsync(gateway.Cluster!.DisposeAsync().AsTask());
        Assert.Equal(0, gateway.ErrorsThatSay("the stop gave up waiting"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_does_not_open_is_given_up(bool blocks)
    {
        await gateway.Make(null, [], () => new StuckConnection(() => blocks ? obstacle.BlockedAsync() : BeginAsync())).SpawnAsync(Cancel);

        await DisposeInTimeAsync("ConnectAsync of the connection has not returned");

        ValueTask BeginAsync()
        {
            obstacle.Reach();
            return new ValueTask(new TaskCompletionSource().Task);
        }
    }

    [Fact]
    public async Task An_api_that_blocks_its_thread_holds_back_no_stop_while_the_shards_are_divided_anew()
    {
        await gateway.StartAsync();
        gateway.ApiAnswer = BlockedAnswer;
        var resharding = gateway.Cluster!.ReshardAsync(1, Cancel);
        await obstacle.ReachedAsync();

        await gateway.PassTimeUntilAsync(gateway.Cluster!.DisposeAsync().AsTask());

        Assert.Equal(0, gateway.ErrorsThatSay("the stop gave up waiting"));
        await Assert.ThrowsAsync<GatewayException>(() => resharding.WaitAsync(Patience, Cancel));
    }

    [Fact]
    public async Task A_run_that_is_stopped_before_it_has_spawned_ends_without_an_error()
    {
        gateway.ApiAnswer = BlockedAnswer;
        using var stop = new CancellationTokenSource();
        var running = gateway.Make().RunAsync(stop.Token);
        await obstacle.ReachedAsync();

        await stop.CancelAsync();

        await running.WaitAsync(Patience, Cancel);
    }

    private async Task DisposeInTimeAsync(string givenUp)
    {
        await obstacle.ReachedAsync();
        var before = gateway.Time.GetUtcNow();

        await gateway.PassTimeUntilAsync(gateway.Cluster!.DisposeAsync().AsTask());

        Assert.InRange(gateway.Time.GetUtcNow() - before, TimeSpan.Zero, Deadline + TimeSpan.FromSeconds(0.5));
        await gateway.AssertStopGaveUpAsync(givenUp);
    }

    private HttpResponseMessage BlockedAnswer()
    {
        obstacle.Block();
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
