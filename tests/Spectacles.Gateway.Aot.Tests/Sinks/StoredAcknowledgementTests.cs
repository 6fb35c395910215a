namespace Spectacles.Gateway.Tests.Sinks;

/// <summary>With a sink and a durable store, the server is told no more than what another process would resume at.</summary>
public sealed class StoredAcknowledgementTests : IAsyncDisposable
{
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(5);

    private readonly SinkWorld world = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Heartbeats_and_RESUME_contain_no_more_than_what_is_stored()
    {
        await StartAsync();
        long stored = await StoreAsync(3);
        world.Store.IsStuck = true;
        world.Send(4, 6);
        await LiveGateway.UntilAsync(() => world.Sink.Numbers.Contains(6));
        world.Time.Advance(SaveInterval);

        Assert.Equal(stored, await world.BeatAsync());
        await world.PassTimeUntilAsync(world.Shard.ReconnectAsync(cancellationToken: Cancel));
        Assert.Equal([stored], world.Sent(Opcode.Resume));
        Assert.Equal([1, 2, 3, 4, 5, 6], world.Sink.Numbers);

        world.Store.IsStuck = false;
        long next = await StoreAsync(7);
        Assert.Equal(next, await world.BeatAsync());
    }

    [Fact]
    public async Task Session_that_another_process_resumes_has_no_gap_when_the_server_forgets_what_was_acknowledged()
    {
        await StartAsync(forgets: true);
        await StoreAsync(3);
        world.Store.IsStuck = true;
        world.Send(4, 6);
        await LiveGateway.UntilAsync(() => world.Sink.Numbers.Contains(6));
        world.Time.Advance(SaveInterval);
        await world.PassBeatAsync();
        await world.PassTimeUntilAsync(world.Cluster.StopAsync(Cancel));

        await world.StartAsync();
        world.Send(7, 7);
        await LiveGateway.UntilAsync(() => world.Sink.Numbers.Contains(7));

        Assert.Equal([1, 2, 3, 4, 5, 6, 4, 5, 6, 7], world.Sink.Numbers);
        Assert.DoesNotContain(world.Errors, error => error.Kind == GatewayErrorKind.Sequence);
    }

    private async Task StartAsync(bool forgets = false)
    {
        world.Store.Limits = true;
        world.Sink.Confirms = true;
        await world.StartAsync(forgets: forgets);
        world.Send(1, 2);
        await LiveGateway.UntilAsync(() => world.Sink.Numbers.Contains(2));
    }

    /// <summary>Sends an event, and waits until its sequence is stored and heartbeats contain it.</summary>
    private async Task<long> StoreAsync(int number)
    {
        world.Send(number, number);
        await LiveGateway.UntilAsync(() => world.Sink.Numbers.Contains(number));
        long sequence = world.Sink.Taken[^1].Receipt.Sequence;
        while (await world.BeatAsync() != sequence)
        {
            world.Time.Advance(SaveInterval);
        }

        Assert.Equal(sequence, await world.StoredAsync());
        return sequence;
    }
}
