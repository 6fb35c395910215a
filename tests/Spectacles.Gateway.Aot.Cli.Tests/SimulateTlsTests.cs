using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Spectacles.Gateway.Testing;
using Spectacles.Gateway.Testing.Tests;

namespace Spectacles.Gateway.Cli.Tests;

/// <summary>The options of <c>spectacles simulate</c> for clients that need TLS or run elsewhere.</summary>
public sealed class SimulateTlsTests
{
    private static readonly string Token = new SimulatedGatewayOptions().Token;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tls_option_serves_https_and_wss_and_the_authority_is_in_the_file()
    {
        using var file = new TemporaryFile();
        await using var simulator = new SpectaclesProcess($"simulate --rate 0 --tls --authority \"{file.Path}\" --seconds 20");
        var api = await simulator.ListeningAsync("https://127.0.0.1:");
        string pem = await File.ReadAllTextAsync(file.Path, Cancellation);
        Assert.EndsWith("-----END CERTIFICATE-----\n", pem, StringComparison.Ordinal);
        using var authority = X509Certificate2.CreateFromPem(pem);
        using var http = TrustingHttp.Create(authority);

        var answer = await http.GetFromJsonAsync<JsonElement>(new Uri($"{api}/gateway"), Cancellation);
        await using var client = await RawClient.ConnectAsync(new Uri(answer.GetProperty("url").GetString()!), http: http);

        await client.ExpectAsync(Opcode.Hello);
        await client.StartNewSessionAsync(Token);
        await client.ExpectAsync("READY");
        Assert.Equal("wss", client.ResumeUrl!.Scheme);
    }

    [Fact]
    public async Task Listen_option_on_another_address_warns_and_host_option_changes_the_URLs()
    {
        await using var simulator = new SpectaclesProcess("simulate --rate 0 --listen 0.0.0.0 --host localhost --seconds 3");
        var api = await simulator.ListeningAsync("http://localhost:");
        await using var client = await RawClient.ConnectAsync(new Uri($"ws://127.0.0.1:{api.Port}"));
        await client.ExpectAsync(Opcode.Hello);
        await client.StartNewSessionAsync(Token);
        await client.ExpectAsync("READY");

        Assert.Equal($"ws://localhost:{api.Port}/resume", client.ResumeUrl!.ToString());
        (int exitCode, _, string errors) = await simulator.EndAsync();
        Assert.Equal(0, exitCode);
        Assert.Equal(
            $"warning: 0.0.0.0 is not a loopback address. Anyone who can reach port {api.Port} controls the simulated Discord.", errors);
    }
}
