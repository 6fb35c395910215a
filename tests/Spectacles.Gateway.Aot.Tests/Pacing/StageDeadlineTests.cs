using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>No stage of a connection is waited for without end.</summary>
public sealed class StageDeadlineTests : IAsyncDisposable
{
    private readonly MemoryGateway gateway = new();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Missing_HELLO_times_out()
    {
        await gateway.Make().SpawnAsync(TestContext.Current.CancellationToken);
        await gateway.ConnectedAsync();

        await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());

        Assert.Contains("HELLO did not come within 30 s", Assert.Single(gateway.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_READY_times_out_even_when_heartbeats_are_acknowledged()
    {
        await gateway.Make().SpawnAsync(TestContext.Current.CancellationToken);
        var connection = await gateway.ConnectedAsync();
        connection.Receive(Hello);
        var next = await AcknowledgeUntilNextAsync(connection);

        Assert.NotSame(connection, next);
        Assert.Contains("READY did not come within 300 s", Assert.Single(gateway.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_RESUMED_times_out_even_when_heartbeats_are_acknowledged()
    {
        var connection = await gateway.StartAsync();
        connection.Abort();
        var second = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        second.Receive(Hello);
        await AcknowledgeUntilNextAsync(second);

        Assert.Equal(1, gateway.ErrorsThatSay("neither RESUMED nor a missed event came within 15 s"));
    }

    private async Task<MemoryConnection> AcknowledgeUntilNextAsync(MemoryConnection connection)
    {
        var next = gateway.ConnectedAsync();
        var sent = connection.SentAsync();
        while (!next.IsCompleted)
        {
            await gateway.PassTimeUntilAsync(Task.WhenAny(next, sent), step: TimeSpan.FromSeconds(2));
            if (sent.IsCompletedSuccessfully)
            {
                connection.Receive("""{"op":11}""");
                sent = connection.SentAsync();
            }
        }

        return await next;
    }
}
