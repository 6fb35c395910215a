using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

public sealed class ResumeAddressTests : IAsyncDisposable
{
    private readonly MemoryGateway gateway = new();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Theory]
    [InlineData("wss://evil.example.test")]
    [InlineData("wss://main.example.evil.test")]
    [InlineData("ws://resume.example")]
    [InlineData("wss://2130706433", "wss://127.0.0.1")]
    [InlineData("wss://user:pass@resume.example", "wss://resume.example")]
    [InlineData("wss://resume.example/#fragment", "wss://resume.example")]
    [InlineData("wss://gateway.discord.gg:8443")]
    public async Task Forged_resume_URL_does_not_receive_the_token(string address, string? named = null)
    {
        await gateway.Make().SpawnAsync(TestContext.Current.CancellationToken);
        var connection = await gateway.ConnectedAsync();
        connection.Receive(Hello);
        await connection.SentAsync();
        connection.Receive(Ready.Replace("wss://resume.example", address, StringComparison.Ordinal));
        await gateway.Cluster!.WaitForReadyAsync(TestContext.Current.CancellationToken);
        for (int i = 0; i < 3; i++)
        {
            connection.Abort();
            connection = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
            Assert.Equal("wss://main.example/?v=10&encoding=json&compress=zlib-stream", connection.Address!.ToString());
            connection.Receive(Hello);
            Assert.StartsWith("""{"op":6,""", await connection.SentAsync(), StringComparison.Ordinal);
            connection.Receive(Event("RESUMED", 2 + i));
            await gateway.Cluster.WaitForReadyAsync(TestContext.Current.CancellationToken);
        }

        string error = Assert.Single(gateway.Errors, error => error.Message.Contains("resume address", StringComparison.Ordinal)).Message;
        Assert.Contains(named ?? address, error, StringComparison.Ordinal);
        Assert.DoesNotContain(":pass", error, StringComparison.Ordinal);
        Assert.Matches("GatewayOptions.ResumeHosts|is not used: ", error);
    }
}
