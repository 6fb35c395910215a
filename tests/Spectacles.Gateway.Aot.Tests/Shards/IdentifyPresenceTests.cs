using System.Text;
using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>A presence that IDENTIFY can not carry is left out of it, and costs the shard nothing else.</summary>
public sealed class IdentifyPresenceTests : IAsyncDisposable
{
    private readonly MemoryGateway gateway = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Presence_too_large_with_overrides_is_omitted_from_IDENTIFY_and_reported()
    {
        // It is sent while no connection carries commands, so that it is remembered only after the overrides were checked.
        (await gateway.StartAsync()).CloseFromServer(4000);
        await gateway.ConnectedAsync();
        var sending = SendLargestPresence();
        var identifying = gateway.Shard.StartNewSessionAsync(new IdentifyOverrides { LargeThreshold = 250 }, Cancel);
        var connection = await GreetedAsync();
        await gateway.PassTimeUntilAsync(connection.SentAsync(2));
        connection.Receive(ReadyAgain);
        Assert.Contains("xxx", await gateway.PassTimeUntilAsync(connection.SentAsync(3)), StringComparison.Ordinal);
        await Task.WhenAll(sending, identifying).WaitAsync(LiveGateway.Patience, Cancel);

        connection.Receive("""{"op":9,"d":false}""");

        Assert.DoesNotContain("xxx", await gateway.PassTimeUntilAsync((await GreetedAsync()).SentAsync(2)), StringComparison.Ordinal);
        Assert.Equal(1, gateway.ErrorsThatSay("IDENTIFY has no space for it"));
    }

    [Fact]
    public async Task Presence_that_Discord_rejects_costs_one_session_start()
    {
        var connection = await gateway.StartAsync();
        await gateway.Shard.SendAsync(
            GatewayCommand.Create(Opcode.PresenceUpdate, """{"since":"soon","afk":"no","status":"online","activities":[{"type":"x"}]}"""u8),
            cancellationToken: Cancel);
        connection.CloseFromServer(4002);
        connection = await GreetedAsync();
        await gateway.PassTimeUntilAsync(connection.SentAsync(6));
        connection.Receive("""{"op":9,"d":false}""");
        connection = await GreetedAsync();
        Assert.Contains("soon", await gateway.PassTimeUntilAsync(connection.SentAsync(2)), StringComparison.Ordinal);

        connection.CloseFromServer(4002);

        Assert.DoesNotContain("soon", await gateway.PassTimeUntilAsync((await GreetedAsync()).SentAsync(2)), StringComparison.Ordinal);
        Assert.Equal(1, gateway.ErrorsThatSay("Discord could not decode the IDENTIFY"));
    }

    private async Task<MemoryConnection> GreetedAsync()
    {
        var connection = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        connection.Receive(Hello);
        return connection;
    }

    /// <summary>The largest presence that an IDENTIFY without overrides can carry.</summary>
    private Task SendLargestPresence()
    {
        for (int length = 4000; ; length--)
        {
            string presence = $$"""{"since":null,"afk":false,"status":"online","activities":[{"type":4,"name":"x","state":"{{new string('x', length)}}"}]}""";
            try
            {
                return gateway.Shard.SendAsync(
                    GatewayCommand.Create(Opcode.PresenceUpdate, Encoding.UTF8.GetBytes(presence)), cancellationToken: Cancel).AsTask();
            }
            catch (ArgumentException) when (length > 3000)
            {
            }
        }
    }
}
