using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>A machine that slept finds out at once whether its connection is still there.</summary>
public sealed class SuspensionTests : IAsyncDisposable
{
    private readonly MemoryGateway gateway = new();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connection_lost_during_suspension_is_resumed_within_seconds(bool timersSleep)
    {
        var connection = await gateway.StartAsync();
        var before = Sleep(timersSleep);

        await gateway.PassTimeUntilAsync(connection.SentAsync(1));
        var second = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        second.Receive(Hello);

        Assert.InRange(gateway.Time.GetUtcNow() - before, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(25));
        Assert.StartsWith("""{"op":6,""", await second.SentAsync(), StringComparison.Ordinal);
        Assert.Equal(4900, connection.ClosedByClientWith);
    }

    [Fact]
    public async Task Connection_that_responds_after_suspension_is_kept()
    {
        var connection = await gateway.StartAsync();
        Sleep(timersSleep: true);
        for (int i = 0; i < 3; i++)
        {
            await gateway.PassTimeUntilAsync(connection.SentAsync(1));
            connection.Receive("""{"op":11}""");
            connection.Receive("""{"op":1}""");
            await connection.SentAsync(1);
        }

        Assert.Equal(ShardState.Ready, gateway.Shard.State);
        Assert.Null(connection.ClosedByClientWith);
    }

    private DateTimeOffset Sleep(bool timersSleep)
    {
        var hours = TimeSpan.FromHours(3);
        if (timersSleep)
        {
            gateway.Time.AdjustTime(gateway.Time.GetUtcNow() + hours);
        }
        else
        {
            gateway.Time.Advance(hours);
        }

        return gateway.Time.GetUtcNow();
    }
}
