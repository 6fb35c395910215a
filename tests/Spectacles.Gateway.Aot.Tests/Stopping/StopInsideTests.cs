using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>A stop that is asked for inside a handler or a listener.</summary>
public sealed class StopInsideTests : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly MemoryGateway gateway = new();
    private readonly TaskCompletionSource begun = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Handler_that_blocks_on_DisposeAsync_continues_in_time()
    {
        var answered = new TaskCompletionSource();
        var connection = await gateway.StartAsync(null, new Handler("A", (in _, _, _) =>
        {
            var stopping = gateway.Cluster!.DisposeAsync().AsTask();
            begun.SetResult();
#pragma warning disable xUnit1031 // It blocks on purpose.
            stopping.Wait(Cancel);
#pragma warning restore xUnit1031
            answered.SetResult();
            return default;
        }));
        connection.Receive(Event("A", 2));
        await begun.Task.WaitAsync(Patience, Cancel);
        var before = gateway.Time.GetUtcNow();

        await gateway.PassTimeUntilAsync(answered.Task, before + Deadline + TimeSpan.FromSeconds(0.5));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handler_that_awaits_DisposeAsync_is_not_waited_for_even_when_another_caller_came_first(bool another)
    {
        var answered = new TaskCompletionSource();
        var ask = new TaskCompletionSource();
        var connection = await gateway.StartAsync(null, new Handler("A", (in _, _, _) => DisposeAsync()));
        connection.Receive(Event("A", 2));
        await begun.Task.WaitAsync(Patience, Cancel);
        var other = another ? gateway.Cluster!.DisposeAsync().AsTask() : Task.CompletedTask;
        ask.SetResult();

        // No time passes.
        await Task.WhenAll(answered.Task, other).WaitAsync(Patience, Cancel);
        Assert.Empty(gateway.Errors);

        async ValueTask DisposeAsync()
        {
            begun.SetResult();
            await ask.Task;
            await gateway.Cluster!.DisposeAsync();
            answered.SetResult();
        }
    }

    [Fact]
    public async Task Listener_that_blocks_on_DisposeAsync_continues_in_time()
    {
        var answered = new TaskCompletionSource();
        var connection = await gateway.StartAsync();
        gateway.Shard.StateChanged += (_, _) =>
        {
            if (!begun.Task.IsCompleted)
            {
                var stopping = gateway.Cluster!.DisposeAsync().AsTask();
                begun.SetResult();
#pragma warning disable xUnit1031 // It blocks on purpose.
                stopping.Wait(Cancel);
#pragma warning restore xUnit1031
                answered.SetResult();
            }
        };
        connection.CloseFromServer(4000);
        await begun.Task.WaitAsync(Patience, Cancel);
        var before = gateway.Time.GetUtcNow();

        await gateway.PassTimeUntilAsync(answered.Task, before + Deadline + TimeSpan.FromSeconds(0.5));
    }
}
