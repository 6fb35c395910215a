using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests;

/// <summary>Waits with a time-out.</summary>
public sealed class TimedWaitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NextAsync_throws_after_the_time_and_removes_its_listener()
    {
        await using var dispatcher = new EventDispatcher(new EventDispatcherOptions { TimeProvider = time });
        int asked = 0;
        var next = dispatcher.NextAsync<MessageCreate>(TimeSpan.FromSeconds(1.5), _ => ++asked > 1, Cancel);

        time.Advance(TimeSpan.FromSeconds(1.5));

        var error = await Assert.ThrowsAsync<TimeoutException>(() => next.WaitAsync(Patience, Cancel));
        Assert.Equal("No matching MESSAGE_CREATE has arrived after 1.5 s.", error.Message);
        await new MemoryEngine(dispatcher, 0, 1).DispatchAsync("MESSAGE_CREATE"u8, """{"content":"late"}"""u8, 1);
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task NextAsync_by_name_throws_after_the_time_or_returns_the_payload()
    {
        await using var dispatcher = new EventDispatcher(new EventDispatcherOptions { TimeProvider = time });
        var late = dispatcher.NextAsync("ANY_NAME", TimeSpan.FromSeconds(1), Cancel);
        time.Advance(TimeSpan.FromSeconds(1));
        var error = await Assert.ThrowsAsync<TimeoutException>(() => late.WaitAsync(Patience, Cancel));
        var next = dispatcher.NextAsync("ANY_NAME", TimeSpan.FromSeconds(1), Cancel);

        await new MemoryEngine(dispatcher, 0, 1).DispatchAsync("ANY_NAME"u8, "{}"u8, 1);

        Assert.Equal("No ANY_NAME has arrived after 1 s.", error.Message);
        Assert.Equal("{}"u8.ToArray(), await next.WaitAsync(Patience, Cancel));
    }

    [Fact]
    public async Task Cancellation_carries_the_token_of_the_caller()
    {
        await using var dispatcher = new EventDispatcher(new EventDispatcherOptions { TimeProvider = time });
        using var cancel = new CancellationTokenSource();
        var next = dispatcher.NextAsync<MessageCreate>(TimeSpan.FromSeconds(1), cancellationToken: cancel.Token);

        await cancel.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(Patience, Cancel));
        Assert.Equal(cancel.Token, error.CancellationToken);
    }

    [Fact]
    public async Task Waits_for_READY_and_guilds_name_the_shard_and_the_time()
    {
        await using var gateway = new MemoryGateway();
        var cluster = gateway.Make(new ClusterOptions { Intents = GatewayIntents.Guilds });
        await cluster.SpawnAsync(Cancel);

        await SaysAsync("Shard 0 is not READY after 2 s.", gateway.Shard.WaitForReadyAsync(TimeSpan.FromSeconds(2), Cancel));
        await SaysAsync("The shards are not READY after 2 s.", cluster.WaitForReadyAsync(TimeSpan.FromSeconds(2), Cancel));
        await SaysAsync(
            "Shard 0 has not received all guilds after 2 s.", gateway.Shard.WaitForGuildsAsync(TimeSpan.FromSeconds(2), Cancel));
        await SaysAsync(
            "The shards have not received all guilds after 2 s.", cluster.WaitForGuildsAsync(TimeSpan.FromSeconds(2), Cancel));

        async Task SaysAsync(string message, Task wait)
        {
            gateway.Time.Advance(TimeSpan.FromSeconds(2));
            var error = await Assert.ThrowsAsync<TimeoutException>(() => wait.WaitAsync(Patience, Cancel));
            Assert.Equal(message, error.Message);
        }
    }

    [Fact]
    public async Task Invalid_time_out_and_missing_intents_are_refused_at_once()
    {
        await using var dispatcher = new EventDispatcher(
            new EventDispatcherOptions { TimeProvider = time, Intents = GatewayIntents.Guilds });

        Assert.Throws<ArgumentOutOfRangeException>(
            "timeout", () => { _ = dispatcher.NextAsync<GuildCreate>(TimeSpan.FromSeconds(-2), cancellationToken: Cancel); });
        Assert.Throws<ArgumentOutOfRangeException>(
            "timeout", () => { _ = dispatcher.NextAsync<GuildCreate>(TimeSpan.FromDays(50), cancellationToken: Cancel); });
        Assert.Throws<InvalidOperationException>(
            () => { _ = dispatcher.NextAsync<MessageCreate>(Timeout.InfiniteTimeSpan, cancellationToken: Cancel); });
    }
}
