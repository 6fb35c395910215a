using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Spectacles.Gateway.WholeProcess;

/// <summary>Plays a tape to whoever identifies, and answers GET /gateway/bot. It knows just enough of HTTP and web sockets for that, so that it costs next to nothing beside its client.</summary>
internal sealed class TapeServer(Tape tape, int shards)
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    /// <summary>Says its port and the time of each IDENTIFY on standard output.</summary>
    public async Task RunAsync()
    {
        listener.Start(512);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"port {((IPEndPoint)listener.LocalEndpoint).Port} {tape.MeanPlain:F0} {tape.MeanCompressed:F0}"));
        while (true)
        {
            _ = ServeAsync(await listener.AcceptSocketAsync());
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            socket.NoDelay = true;
            try
            {
                string request = await ReadHeadAsync(socket);
                if (!request.Contains("Sec-WebSocket-Key", StringComparison.OrdinalIgnoreCase))
                {
                    int port = ((IPEndPoint)listener.LocalEndpoint).Port;
                    string body = $$$"""{"url":"ws://127.0.0.1:{{{port}}}","shards":{{{shards}}},"session_start_limit":{"total":1000,"remaining":1000,"reset_after":1000,"max_concurrency":{{{Math.Max(shards, 16)}}}}}""";
                    await socket.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
                    return;
                }

                string accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(KeyOf(request) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
                await socket.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"));
                await SendAllAsync(socket, tape.Hello);
                await PlayAsync(socket);
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                // The client has gone.
            }
        }
    }

    private async Task PlayAsync(Socket socket)
    {
        byte[] buffer = new byte[16 * 1024];
        int length = 0;
        Task playing = Task.CompletedTask;
        while (true)
        {
            int count = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (count == 0)
            {
                await playing;
                return;
            }

            length += count;
            while (ClientFrame.TryTake(buffer, ref length, out string text))
            {
                if (text.StartsWith("{\"op\":2,", StringComparison.Ordinal) || text.Contains("\"token\"", StringComparison.Ordinal))
                {
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"identify {Stopwatch.GetTimestamp()}"));
                    playing = SendAllAsync(socket, tape.Rest);
                }
            }
        }
    }

    private static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int sent = await socket.SendAsync(bytes[..Math.Min(bytes.Length, 64 * 1024)]);
            bytes = bytes[sent..];
        }
    }

    private static string KeyOf(string request) =>
        request.Split("\r\n").First(line => line.StartsWith("Sec-WebSocket-Key:", StringComparison.OrdinalIgnoreCase)).Split(':')[1].Trim();

    private static async Task<string> ReadHeadAsync(Socket socket)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await socket.ReceiveAsync(one) == 0)
            {
                throw new IOException("The client has closed.");
            }

            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
