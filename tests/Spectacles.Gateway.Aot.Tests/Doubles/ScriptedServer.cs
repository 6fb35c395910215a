using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Spectacles.Gateway.Tests;

/// <summary>
/// A listener on loopback that answers each connection with the next text, and with the last one from then on; a null is never answered.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly string?[] answers;
    private readonly List<TcpClient> held = [];
    private readonly Task serving;

    public ScriptedServer(params string?[] answers)
    {
        this.answers = answers;
        listener.Start();
        serving = ServeAsync();
    }

    public int Requests { get; private set; }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public static string Http(string status, string body = "", string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await serving;
        listener.Stop();
        held.ForEach(client => client.Dispose());
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                held.Add(client);
                var stream = client.GetStream();
                byte[] buffer = new byte[4096];
                int count = await stream.ReadAsync(buffer, stop.Token);

                // Not sooner: a connection whose request was cancelled before it was sent serves the next one.
                string? answer = answers[Math.Min(Requests++, answers.Length - 1)];
                if (count > 0 && answer is not null)
                {
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), stop.Token);
                    client.Client.Shutdown(SocketShutdown.Send);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
        }
    }
}
