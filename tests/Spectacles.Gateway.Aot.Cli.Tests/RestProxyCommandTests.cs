namespace Spectacles.Gateway.Cli.Tests;

/// <summary>The proxy as a process.</summary>
public sealed class RestProxyCommandTests
{
    [Fact]
    public async Task Command_serves_until_it_is_stopped()
    {
        await using var process = new SpectaclesProcess("rest-proxy --port 0 --global-limit 100");
        string line = await process.LineAsync();
        Assert.StartsWith("listening: http://127.0.0.1:", line, StringComparison.Ordinal);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var health = new Uri(new Uri(line["listening: ".Length..]), "/healthz");
        Assert.Equal("ok\n", await http.GetStringAsync(health, TestContext.Current.CancellationToken));
        process.Signal("TERM");

        Assert.Equal((0, "", ""), await process.EndAsync());
    }

    [Fact]
    public async Task Command_refuses_an_address_with_a_path()
    {
        await using var process = new SpectaclesProcess("rest-proxy --port 0 --upstream https://discord.com/api");

        var (code, _, errors) = await process.EndAsync();

        Assert.Equal((1, "--upstream must be an HTTP address without a path, such as https://discord.com."), (code, errors));
    }
}
