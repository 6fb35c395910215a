namespace Spectacles.Gateway.Tests;

/// <summary>Heartbeats of the user's when Discord's limit of sent messages is used up.</summary>
public sealed class UserHeartbeatTests : IAsyncDisposable
{
    private const int DiscordsLimit = 120;
    private readonly MemoryGateway gateway = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task User_heartbeat_over_the_rate_limit_waits_and_the_scheduled_heartbeat_is_sent_on_time()
    {
        var connection = await gateway.StartAsync();
        var waiting = await UseLimitUpAsync(connection);

        Assert.StartsWith("""{"op":1,""", await gateway.PassTimeUntilAsync(connection.SentAsync()), StringComparison.Ordinal);
        Assert.False(waiting.IsCompleted);
        connection.OnSent = _ => connection.Receive("""{"op":11}""");
        connection.Receive("""{"op":11}""");
        int sent = connection.SentCount;
        await gateway.PassTimeUntilAsync(waiting);

        Assert.True(connection.SentCount > sent);
        Assert.Null(connection.ClosedByClientWith);
    }

    [Fact]
    public async Task User_heartbeat_waiting_for_the_rate_limit_can_be_cancelled()
    {
        var connection = await gateway.StartAsync();
        await UseLimitUpAsync(connection);
        int sent = connection.SentCount;
        using var giveUp = new CancellationTokenSource();
        var waiting = gateway.Shard.HeartbeatAsync(giveUp.Token);
        Assert.False(waiting.IsCompleted);

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(LiveGateway.Patience, Cancel));
        Assert.Equal(sent, connection.SentCount);
        Assert.Equal(ShardState.Ready, gateway.Shard.State);
    }

    /// <returns>The first heartbeat that has to wait.</returns>
    private async Task<Task> UseLimitUpAsync(MemoryConnection connection)
    {
        for (int beats = 0; beats <= DiscordsLimit; beats++)
        {
            var beat = gateway.Shard.HeartbeatAsync(Cancel);
            if (!beat.IsCompleted)
            {
                return beat;
            }

            await beat;
            Assert.StartsWith("""{"op":1,""", await connection.SentAsync(), StringComparison.Ordinal);
        }

        throw new InvalidOperationException("The limit is never used up.");
    }
}
