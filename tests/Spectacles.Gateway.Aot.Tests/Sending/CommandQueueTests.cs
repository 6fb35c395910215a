using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>The queue of a shard's commands, without a shard.</summary>
public sealed class CommandQueueTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly ErrorReport errors;
    private readonly CancellationTokenSource ended = new();
    private readonly HeldConnection connection = new();
    private readonly CommandQueue queue;

    public CommandQueueTests()
    {
        errors = new ErrorReport(new ErrorReport(null, time), 0);
        queue = new CommandQueue(
            0, new IdentifyContents(new Identify("a", 0, 1, GatewayIntents.None, null), null, errors), () => ShardState.Ready);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        ended.Dispose();
        errors.Dispose();
    }

    [Fact]
    public async Task Commands_beyond_the_limit_are_refused_and_the_others_wait()
    {
        var waiting = Enumerable.Range(0, CommandQueue.MostWaiting).Select(_ => SendAsync()).ToList();

        var error = await Assert.ThrowsAsync<GatewayException>(SendAsync);
        Assert.Contains("4096 commands", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(waiting, command => command.IsCompleted);

        queue.End(new GatewayStoppedException("The shard was stopped."));
        await Assert.ThrowsAsync<GatewayStoppedException>(() => waiting[0]);
        Assert.All(waiting, command => Assert.True(command.IsFaulted));
        await Assert.ThrowsAsync<GatewayStoppedException>(SendAsync);
    }

    [Fact]
    public async Task A_cancelled_command_leaves_the_queue_unless_it_is_being_written()
    {
        using var give = new CancellationTokenSource();
        queue.Open(Writer());
        var written = queue.SendAsync(new UpdateVoiceState(1, null), WhenNotReady.Wait, give.Token);
        await connection.Begun.Task.WaitAsync(LiveGateway.Patience, Cancel);
        var waits = queue.SendAsync(new UpdateVoiceState(2, null), WhenNotReady.Wait, give.Token);
        await give.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);
        Assert.False(written.IsCompleted);
        connection.Release.SetResult();
        await written.WaitAsync(LiveGateway.Patience, Cancel);
        Assert.Single(connection.Messages);
    }

    [Fact]
    public async Task Commands_wait_for_the_next_connection_in_their_order()
    {
        connection.Release.SetResult();
        var first = queue.SendAsync(new UpdateVoiceState(1, null), WhenNotReady.Wait, Cancel);
        var second = queue.SendAsync(new UpdateVoiceState(2, null), WhenNotReady.Wait, Cancel);
        Assert.False(first.IsCompleted);

        queue.Open(Writer());
        await Task.WhenAll(first, second).WaitAsync(LiveGateway.Patience, Cancel);

        Assert.Collection(
            connection.Messages,
            one => Assert.Contains("\"1\"", one, StringComparison.Ordinal),
            two => Assert.Contains("\"2\"", two, StringComparison.Ordinal));
    }

    private Task SendAsync() => queue.SendAsync(new UpdateVoiceState(1, null), WhenNotReady.Wait, Cancel);

    private ConnectionWriter Writer() => new(connection, new ShardEvents(null, errors, null), time, ended.Token);
}
