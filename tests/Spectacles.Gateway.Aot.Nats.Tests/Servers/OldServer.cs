using System.Net;
using System.Net.Sockets;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>Speaks as much of the protocol as a client needs that asks for the version and for JetStream's information.</summary>
internal sealed class OldServer : IAsyncDisposable
{
    private const string Information = "{\"type\":\"io.nats.jetstream.api.v1.account_info_response\",\"memory\":0,\"storage\":0}";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly string version;
    private readonly Task serving;

    public OldServer(string version)
    {
        this.version = version;
        listener.Start();
        serving = ServeAsync();
    }

    public string Url => $"nats://{listener.LocalEndpoint}";

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            using var client = await listener.AcceptTcpClientAsync();
            using var reader = new StreamReader(client.GetStream());
            await using var writer = new StreamWriter(client.GetStream()) { AutoFlush = true, NewLine = "\r\n" };
            await writer.WriteLineAsync(
                $$"""INFO {"server_id":"A","version":"{{version}}","headers":true,"jetstream":true,"max_payload":1048576,"proto":1}""");
            string sid = "";
            while (await reader.ReadLineAsync() is { } line)
            {
                string[] words = line.Split(' ');
                switch (words[0])
                {
                    case "PING":
                        await writer.WriteLineAsync("PONG");
                        break;
                    case "SUB":
                        sid = words[^1];
                        break;
                    case "PUB" when words[1] == "$JS.API.INFO":
                        await writer.WriteLineAsync($"MSG {words[2]} {sid} {Information.Length}\r\n{Information}");
                        break;
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException)
        {
            // The client has gone, or the test has ended.
        }
    }
}
