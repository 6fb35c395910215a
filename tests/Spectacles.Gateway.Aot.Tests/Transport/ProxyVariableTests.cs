using System.Diagnostics;
using System.Text;

namespace Spectacles.Gateway.Tests.Transport;

/// <summary>
/// The variables of the environment that name proxies, for a connection with a thread of its own. In a process of its own: the runtime
/// reads them once.
/// </summary>
public sealed class ProxyVariableTests
{
    private const string Password = "hunter2";
    private const string Child = "SPECTACLES_TEST_PROXY_VARIABLES";
    private const string Done = "all three were refused";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Variables_of_the_environment_name_the_proxies()
    {
        if (Environment.GetEnvironmentVariable(Child) is { Length: > 0 } direct)
        {
            await DialAllAsync(new Uri(direct));
            return;
        }

        using var plain = new RawGateway();
        using var secure = new RawGateway();
        using var server = new RawGateway();
        var start = new ProcessStartInfo(
            "dotnet",
            [
                typeof(ProxyVariableTests).Assembly.Location, "-noColor", "-method",
                $"*{nameof(Variables_of_the_environment_name_the_proxies)}",
            ])
        {
            Environment =
            {
                [Child] = server.Url.ToString(),
                ["http_proxy"] = $"http://OFFICE%5Cuser:{Password}@127.0.0.1:{plain.Port}",
                ["https_proxy"] = $"http://user:{Password}@127.0.0.1:{secure.Port}",
                ["all_proxy"] = "",
                ["no_proxy"] = "127.0.0.1",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        var errors = process.StandardError.ReadToEndAsync(Cancel);

        Assert.Equal("CONNECT gateway.example:80 HTTP/1.1", await RefuseAsync(plain, "407 Who\r\nProxy-Authenticate: Basic realm=\"a\""));
        var asked = await plain.AcceptAsync();
        Assert.Contains(
            $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($@"OFFICE\user:{Password}"))}\r\n",
            await asked.ReadHeadAsync(),
            StringComparison.Ordinal);
        await asked.SendAsync("HTTP/1.1 502 Bad Gateway\r\n\r\n"u8.ToArray());
        Assert.Equal("CONNECT gateway.example:443 HTTP/1.1", await RefuseAsync(secure, "403 Forbidden"));
        Assert.Equal("GET / HTTP/1.1", await RefuseAsync(server, "503 Service Unavailable"));

        await process.WaitForExitAsync(Cancel);
        string all = await output + await errors;
        Assert.True(process.ExitCode == 0, all);
        Assert.Contains(Done, all, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, all, StringComparison.Ordinal);
        Assert.DoesNotContain("user:", all, StringComparison.Ordinal);
    }

    private static async Task<string> RefuseAsync(RawGateway server, string status)
    {
        var peer = await server.AcceptAsync();
        string head = await peer.ReadHeadAsync();
        await peer.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n\r\n"));
        return head[..head.IndexOf('\r', StringComparison.Ordinal)];
    }

    /// <summary>Prints what each attempt throws.</summary>
    private static async Task DialAllAsync(Uri direct)
    {
        foreach (var address in (Uri[])[new("ws://gateway.example"), new("wss://gateway.example"), direct])
        {
            using var connection = new WebSocketConnection(DirectHttp.For(null, null), null, new SocketDial(null));
            var error = await Assert.ThrowsAnyAsync<Exception>(
                () => connection.ConnectAsync(address, Cancel).AsTask().WaitAsync(LiveGateway.Patience, Cancel));
            await Console.Error.WriteLineAsync(error.ToString());
        }

        await Console.Error.WriteLineAsync(Done);
    }
}
