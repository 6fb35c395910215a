using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

public sealed class AddressTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("127.0.0.2", "127.0.0.2")]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("::1", "[::1]")]
    [InlineData("::", "[::1]")]
    public async Task Urls_name_an_address_that_a_client_can_reach(string address, string host)
    {
        Assert.SkipWhen(address == "127.0.0.2" && OperatingSystem.IsMacOS(), "macOS has only 127.0.0.1.");
        Assert.SkipWhen(host == "[::1]" && !Socket.OSSupportsIPv6, "IPv6 is not available.");
        foreach (bool tls in new[] { false, true })
        {
            await using var gateway = await SimulatedGateway.StartAsync(
                new() { Address = IPAddress.Parse(address), Tls = tls }, Cancellation);
            string authority = $"{host}:{gateway.Url.Port}";
            Assert.Equal($"{(tls ? "https" : "http")}://{authority}/api/v10", gateway.Api.ToString());
            Assert.Equal($"{(tls ? "wss" : "ws")}://{authority}/", gateway.Url.ToString());

            using var http = tls ? TrustingHttp.Create(gateway.Authority!) : new HttpClient();
            await using var client = await RawClient.ConnectAsync(gateway.Url, http: http);
            await client.ExpectAsync(Opcode.Hello);
            await client.StartNewSessionAsync(gateway.Token);
            await client.ExpectAsync("READY");
            Assert.Equal($"{gateway.Url}resume", client.ResumeUrl!.ToString());
        }
    }

    [Fact]
    public async Task Urls_name_the_host_of_the_options()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new() { Host = "simulator" }, Cancellation);
        using var http = new HttpClient();

        var answer = await http.GetFromJsonAsync<JsonElement>(new Uri($"http://127.0.0.1:{gateway.Url.Port}/api/gateway"), Cancellation);

        Assert.Equal($"ws://simulator:{gateway.Url.Port}", answer.GetProperty("url").GetString());
        Assert.Equal("simulator", gateway.Api.Host);
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://simulator")]
    [InlineData("simulator:80")]
    public async Task Host_that_is_none_is_refused(string host)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => SimulatedGateway.StartAsync(new() { Host = host }, Cancellation));

        Assert.StartsWith($"'{host}' is not a host name or an IP address.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_of_another_machine_is_an_error() =>
        // 192.0.2.0/24 is reserved for documentation. https://www.rfc-editor.org/rfc/rfc5737
        await Assert.ThrowsAsync<SocketException>(
            () => SimulatedGateway.StartAsync(new() { Address = IPAddress.Parse("192.0.2.1") }, Cancellation));
}
