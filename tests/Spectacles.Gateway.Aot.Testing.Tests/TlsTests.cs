using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Testing.Tests;

public sealed class TlsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_that_trusts_the_authority_gets_READY_is_reset_and_resumes()
    {
        await using var gateway = await StartAsync();
        using var http = TrustingHttp.Create(gateway.Authority!);
        await using var client = await ReadyAsync(gateway, http);
        Assert.Equal(("https", "wss", "wss"), (gateway.Api.Scheme, gateway.Url.Scheme, client.ResumeUrl!.Scheme));

        gateway.ConnectionOf(0).Drop();
        Assert.Null(await client.WaitForCloseAsync());
        gateway.Dispatch("SOME_EVENT", "{}");

        await using var second = await RawClient.ConnectAsync(client.ResumeUrl!, http: http);
        await second.ExpectAsync(Opcode.Hello);
        await second.ResumeAsync(gateway.Token, client.SessionId!, client.Sequence);
        await second.ExpectAsync("SOME_EVENT");
        await second.ExpectAsync("RESUMED");
        Assert.Empty(gateway.Violations);
    }

    [Fact]
    public async Task Rest_api_is_served_with_TLS_and_names_a_wss_URL()
    {
        await using var gateway = await StartAsync();
        using var http = TrustingHttp.Create(gateway.Authority!);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bot", gateway.Token);

        var answer = await http.GetFromJsonAsync<JsonElement>(new Uri($"{gateway.Api}/gateway/bot"), Cancellation);

        Assert.Equal($"wss://127.0.0.1:{gateway.Url.Port}", answer.GetProperty("url").GetString());
    }

    [Fact]
    public async Task Client_that_does_not_trust_the_authority_fails()
    {
        await using var gateway = await StartAsync();
        await using var other = await StartAsync();
        using var distrusting = TrustingHttp.Create(other.Authority!);

        foreach (var http in new[] { null, distrusting })
        {
            var failure = await Assert.ThrowsAsync<WebSocketException>(() => RawClient.ConnectAsync(gateway.Url, http: http));
            Assert.IsType<AuthenticationException>(failure.GetBaseException());
        }

        Assert.Equal(0, gateway.Counters.Connections);
    }

    [Fact]
    public async Task Cluster_of_the_library_connects_with_an_http_handler_that_trusts_the_authority()
    {
        await using var gateway = await StartAsync();
        using var http = TrustingHttp.Create(gateway.Authority!);
        await using var cluster = new Cluster(gateway.Token, new ClusterOptions { Api = gateway.Api, Http = http });
        await cluster.SpawnAsync(Cancellation);
        await cluster.WaitForReadyAsync(Cancellation);

        gateway.ConnectionOf(0).Drop();

        await gateway.WaitForPayloadAsync(Opcode.Resume, Cancellation);
        Assert.True(gateway.ConnectionOf(0).AtResumeAddress);
        Assert.Empty(gateway.Violations);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("localhost")]
    [InlineData("discord.com")]
    [InlineData("gateway.discord.gg")]
    [InlineData("simulator", "simulator")]
    [InlineData("10.1.2.3", "10.1.2.3")]
    public async Task Certificate_is_valid_for_the_name_that_a_client_uses(string name, string? host = null)
    {
        await using var gateway = await StartAsync(new() { Tls = true, Host = host });

        using var tls = await SecureAsync(gateway, name);

        Assert.True(tls.IsAuthenticated);
    }

    [Fact]
    public async Task Certificate_is_not_valid_for_another_name()
    {
        await using var gateway = await StartAsync();

        await Assert.ThrowsAsync<AuthenticationException>(() => SecureAsync(gateway, "example.org"));
    }

    [Fact]
    public async Task Authority_has_no_private_key_and_is_one_of_this_gateway_only()
    {
        await using var gateway = await StartAsync();
        await using var other = await StartAsync();

        Assert.False(gateway.Authority!.HasPrivateKey);
        Assert.NotEqual(gateway.Authority.Thumbprint, other.Authority!.Thumbprint);
        Assert.InRange(gateway.Authority.NotAfter - gateway.Authority.NotBefore, TimeSpan.FromDays(365), TimeSpan.FromDays(398));
    }

    [Fact]
    public async Task Gateway_serves_a_certificate_of_the_user()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("bots.example");
        var request = new CertificateRequest("CN=own", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var signed = request.CreateSelfSigned(now.AddMinutes(-1), now.AddDays(1));
        using var own = X509CertificateLoader.LoadPkcs12(signed.Export(X509ContentType.Pkcs12), null);
        await using (var gateway = await StartAsync(new() { Tls = true, Certificate = own }))
        {
            Assert.Null(gateway.Authority);
            using var tls = await SecureAsync(gateway, "bots.example", own);
            Assert.Equal(own.Thumbprint, tls.RemoteCertificate!.GetCertHashString());
        }

        Assert.NotEqual(0, own.Handle);
    }

    [Fact]
    public async Task Certificate_without_TLS_or_without_a_key_is_refused()
    {
        await using var gateway = await StartAsync();

        var noTls = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(new() { Certificate = gateway.Authority }));
        Assert.StartsWith("Certificate is set, but Tls is not. Set Tls to true.", noTls.Message, StringComparison.Ordinal);
        var noKey = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(new() { Tls = true, Certificate = gateway.Authority }));
        Assert.StartsWith("The certificate has no private key", noKey.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_within_a_frame_delivers_half_of_it()
    {
        await using var gateway = await StartAsync();
        using var tls = await SecureAsync(gateway, "localhost");
        byte[] request =
        [
            .. "GET /?v=10 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"u8,
            .. "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"u8,
        ];
        await tls.WriteAsync(request, Cancellation);
        await gateway.WaitForOpenAsync(Cancellation);
        await gateway.WaitForDrainAsync(Cancellation);
        gateway.Connections[0].Faults.DropInFrame();
        gateway.Connections[0].SendMessage($$"""{"op":77,"d":"{{new string('x', 1000)}}"}""");

        var received = new StringBuilder();
        byte[] buffer = new byte[4096];
        var reset = await Assert.ThrowsAsync<IOException>(async () =>
        {
            while (true)
            {
                received.Append(Encoding.Latin1.GetString(buffer, 0, await tls.ReadAsync(buffer, Cancellation)));
            }
        });
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(reset.InnerException).SocketErrorCode);
        Assert.InRange(received.ToString().Count(character => character == 'x'), 200, 999);
    }

    [Fact]
    public async Task Silent_connection_neither_reads_nor_sends_until_its_session_is_resumed()
    {
        await using var gateway = await StartAsync();
        using var http = TrustingHttp.Create(gateway.Authority!);
        await using var client = await ReadyAsync(gateway, http);
        gateway.ConnectionOf(0).Faults.FallSilent();
        gateway.Dispatch("SOME_EVENT", "{}");
        await client.HeartbeatAsync();
        var end = client.WaitForCloseAsync();
        await using var second = await RawClient.ConnectAsync(gateway.Url, http: http);
        await second.ExpectAsync(Opcode.Hello);
        Assert.False(end.IsCompleted);
        Assert.DoesNotContain(gateway.Received, payload => payload.Opcode == Opcode.Heartbeat);

        await second.ResumeAsync(gateway.Token, client.SessionId!, client.Sequence);
        await second.ExpectAsync("SOME_EVENT");
        Assert.Null(await end);
    }

    [Fact]
    public async Task Stalled_connection_continues()
    {
        var time = new FakeTimeProvider();
        await using var gateway = await StartAsync(new() { Tls = true, TimeProvider = time });
        using var http = TrustingHttp.Create(gateway.Authority!);
        await using var client = await ReadyAsync(gateway, http);
        gateway.ConnectionOf(0).Faults.Stall(TimeSpan.FromSeconds(5));
        gateway.Dispatch("SOME_EVENT", "{}");
        var next = client.NextAsync();
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(next.IsCompleted);

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("SOME_EVENT", (await next).Name);
    }

    /// <summary>The frame bypasses the web socket of the server.</summary>
    [Fact]
    public async Task Close_frame_without_a_code_arrives()
    {
        await using var gateway = await StartAsync();
        using var http = TrustingHttp.Create(gateway.Authority!);
        await using var client = await ReadyAsync(gateway, http);

        gateway.ConnectionOf(0).CloseWithoutCode();

        // ClientWebSocket returns 1000 for a close frame without a code.
        Assert.Equal((int)WebSocketCloseStatus.NormalClosure, await client.WaitForCloseAsync());
    }

    private static Task<SimulatedGateway> StartAsync(SimulatedGatewayOptions? options = null) =>
        SimulatedGateway.StartAsync(options ?? new() { Tls = true }, Cancellation);

    private static async Task<RawClient> ReadyAsync(SimulatedGateway gateway, HttpMessageInvoker http)
    {
        var client = await RawClient.ConnectAsync(gateway.Url, http: http);
        await client.ExpectAsync(Opcode.Hello);
        await client.StartNewSessionAsync(gateway.Token);
        await client.ExpectAsync("READY");
        await client.ExpectAsync("GUILD_CREATE");
        return client;
    }

    /// <summary>Connects with a name that may resolve to another address.</summary>
    private static async Task<SslStream> SecureAsync(SimulatedGateway gateway, string name, X509Certificate2? trusted = null)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, gateway.Url.Port, Cancellation);
        var tls = new SslStream(tcp.GetStream());
        try
        {
            var trust = TrustingHttp.Trust(trusted ?? gateway.Authority!);
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = name, CertificateChainPolicy = trust }, Cancellation);
            return tls;
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }
}
