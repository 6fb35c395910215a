using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests;

/// <summary>The end of an event dispatcher and of its shards.</summary>
public sealed class EngineStopTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly MemoryDispatcher memory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_begins_no_more_calls_and_cancels_the_rest()
    {
        var dispatcher = new EventDispatcher(new EventDispatcherOptions { MaxInFlight = 1, TimeProvider = memory.Time }).AddHandler(
            new Handler("A", (in _, _, stop) => new ValueTask(Task.Delay(Timeout.Infinite, stop))));
        var shard = new MemoryEngine(dispatcher, 0, 1);
        var running = shard.DispatchAsync("A"u8, "{}"u8, 1).AsTask();
        var waiting = shard.DispatchAsync("A"u8, "{}"u8, 2).AsTask();
        var next = shard.NextAsync<MessageCreate>(cancellationToken: Cancel);

        var stop = dispatcher.StopAsync(Cancel);
        Assert.Equal(DispatchOutcome.NotBegun, await waiting.WaitAsync(Patience, Cancel));
        await Assert.ThrowsAsync<GatewayStoppedException>(() => next.WaitAsync(Patience, Cancel));
        await memory.PassTimeUntilAsync(stop);

        Assert.Equal(DispatchOutcome.Abandoned, await running.WaitAsync(Patience, Cancel));
        Assert.Equal(DispatchOutcome.NotBegun, await shard.DispatchAsync("A"u8, "{}"u8, 3));
        Assert.Equal(ShardState.Stopped, shard.State);
        Assert.Throws<GatewayStoppedException>(() => new MemoryEngine(dispatcher, 0, 1));
    }

    [Fact]
    public async Task Stop_waits_for_a_handler_until_the_timeout_of_the_options()
    {
        var never = new TaskCompletionSource();
        var options = new EventDispatcherOptions
        {
            HandlerTimeout = TimeSpan.FromMinutes(5),
            StopTimeout = TimeSpan.FromMinutes(1),
            TimeProvider = memory.Time,
        };
        await using var dispatcher = new EventDispatcher(options).AddHandler(new Handler("A", (in _, _, _) => new ValueTask(never.Task)));
        var running = new MemoryEngine(dispatcher, 0, 1).DispatchAsync("A"u8, "{}"u8, 1).AsTask();

        var begin = memory.Time.GetUtcNow();
        await memory.PassTimeUntilAsync(dispatcher.StopAsync(Cancel));

        Assert.True(memory.Time.GetUtcNow() - begin >= options.StopTimeout * 7 / 8);
        Assert.Equal(DispatchOutcome.Abandoned, await running.WaitAsync(Patience, Cancel));
        never.SetResult();
    }

    [Fact]
    public async Task Handler_that_outlives_the_stop_is_abandoned_and_reported()
    {
        var never = new TaskCompletionSource();
        await using var dispatcher = memory.Make(new Handler("A", (in _, _, _) => new ValueTask(never.Task)));
        var shard = new MemoryEngine(dispatcher, 0, 1);
        var running = shard.DispatchAsync("A"u8, "{}"u8, 1).AsTask();

        var stop = dispatcher.StopAsync(Cancel);
        await memory.PassTimeUntilAsync(stop);

        Assert.Equal(DispatchOutcome.Abandoned, await running.WaitAsync(Patience, Cancel));
        await LiveGateway.UntilAsync(() => memory.Errors.Count > 0);
        Assert.Contains("Handler.Handle has not finished A", Assert.Single(memory.Errors).Message, StringComparison.Ordinal);
        never.SetResult();
    }

    [Fact]
    public async Task Disposed_shard_begins_no_more_calls_and_ends_its_waits()
    {
        var gate = new TaskCompletionSource();
        await using var dispatcher = memory.Make(new Handler("A", (in _, _, _) => new ValueTask(gate.Task)));
        var shard = new MemoryEngine(dispatcher, 0, 1);
        var running = shard.DispatchAsync("A"u8, "{}"u8, 1).AsTask();
        var next = shard.NextAsync<MessageCreate>(cancellationToken: Cancel);

        shard.Dispose();

        Assert.Equal(DispatchOutcome.NotBegun, await shard.DispatchAsync("A"u8, "{}"u8, 2));
        await Assert.ThrowsAsync<GatewayStoppedException>(() => next.WaitAsync(Patience, Cancel));
        gate.SetResult();
        Assert.Equal(DispatchOutcome.Finished, await running.WaitAsync(Patience, Cancel));
        Assert.Equal(ShardState.Stopped, shard.State);
    }

    [Fact]
    public async Task Handler_can_stop_the_dispatcher_and_its_event_ends_with_it()
    {
        EventDispatcher? dispatcher = null;
        dispatcher = memory.Make(new Handler("A", (in _, _, _) => new ValueTask(dispatcher!.StopAsync(Cancel))));
        var shard = new MemoryEngine(dispatcher, 0, 1);

        Assert.Equal(DispatchOutcome.Finished, await shard.DispatchAsync("A"u8, "{}"u8, 1).AsTask().WaitAsync(Patience, Cancel));
    }
}
