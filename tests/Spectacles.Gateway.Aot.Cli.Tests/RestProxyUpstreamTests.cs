using System.Net;
using System.Net.Sockets;
using System.Text;
using Spectacles.Gateway.Cli.RestProxy;

namespace Spectacles.Gateway.Cli.Tests;

/// <summary>The proxy in front of a server that is silent, refuses tokens or breaks off.</summary>
public sealed class RestProxyUpstreamTests : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };
    private readonly List<Task> connections = [];
    private RestProxyService? proxy;
    private int requests;

    public RestProxyUpstreamTests() => listener.Start();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        listener.Dispose();
        await (proxy?.DisposeAsync() ?? default);
        await Task.WhenAll(connections);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")]
    public async Task Discord_that_does_not_answer_in_time_is_answered_with_504(string answer)
    {
        Serve(answer);
        var address = await StartAsync("http", TimeSpan.FromSeconds(1));

        Assert.Equal(
            (HttpStatusCode.GatewayTimeout, """{"message":"Discord did not answer within 1 s.","code":0}"""),
            await CallAsync(address, "Bot token"));
    }

    [Fact]
    public async Task Discord_that_stops_in_a_response_ends_the_connection()
    {
        Serve("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
        var address = await StartAsync("http", TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(address, "Bot token"));
    }

    [Fact]
    public async Task Connection_that_is_not_made_in_time_is_answered_with_502()
    {
        // Nobody answers the greeting of TLS.
        var address = await StartAsync("https", TimeSpan.FromSeconds(25));

        Assert.Equal(HttpStatusCode.BadGateway, (await CallAsync(address, "Bot token")).Status);
    }

    [Fact]
    public async Task Refused_tokens_make_room_for_others_and_not_for_those_in_use()
    {
        Serve("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
        var address = await StartAsync("http", TimeSpan.FromSeconds(20));
        for (int i = 0; i < 1_001; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(address, $"Bearer expired{i}")).Status);
        }

        int before = requests;
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(address, "Bearer expired1000")).Status);
        Assert.Equal((1_001, 1_001), (before, requests));
    }

    private async Task<Uri> StartAsync(string scheme, TimeSpan deadline)
    {
        var upstream = new Uri($"{scheme}://{listener.LocalEndpoint}");
        proxy = new RestProxyService(new RestProxyOptions { Upstream = upstream, Deadline = deadline }, TimeProvider.System);
        return await proxy.StartAsync(IPAddress.Loopback, 0, Cancel);
    }

    private async Task<(HttpStatusCode Status, string Body)> CallAsync(Uri address, string authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/api/v10/users/@me"));
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await http.SendAsync(request, Cancel);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    private void Serve(string answer) => connections.Add(ServeAsync(Encoding.ASCII.GetBytes(answer)));

    private async Task ServeAsync(byte[] answer)
    {
        try
        {
            while (true)
            {
                connections.Add(AnswerAsync(await listener.AcceptTcpClientAsync(), answer));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task AnswerAsync(TcpClient connection, byte[] answer)
    {
        using (connection)
        {
            try
            {
                byte[] buffer = new byte[4096];
                while (await connection.GetStream().ReadAsync(buffer) > 0)
                {
                    requests++;
                    await connection.GetStream().WriteAsync(answer);
                }
            }
            catch (IOException)
            {
                // The proxy has closed the connection.
            }
        }
    }
}
