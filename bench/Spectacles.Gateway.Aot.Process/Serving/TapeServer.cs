using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Spectacles.Gateway.WholeProcess.Serving;

/// <summary>
/// Plays a tape to each client that identifies, and answers GET /gateway/bot and the REST calls of bots. It knows just enough of HTTP and
/// web
/// sockets for that, so that it costs next to nothing beside its client.
/// </summary>
/// <param name="tape">The bytes for each shard.</param>
/// <param name="shards">The number of shards of a client.</param>
/// <param name="pause">The pause before each portion.</param>
/// <param name="pace">The pause before each event of the last portion; zero to send it at once.</param>
/// <param name="certificate">The certificate; null for a server without TLS.</param>
/// <param name="delays">Where the answers to interactions are noted.</param>
internal sealed class TapeServer(Tape tape, int shards, TimeSpan pause, TimeSpan pace, X509Certificate2? certificate, Delays delays)
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private Play play = new(shards);

    private int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    private string Authority => certificate is null ? $"127.0.0.1:{Port}" : $"localhost:{Port}";

    /// <summary>Prints its URL and the time of each IDENTIFY on standard output.</summary>
    public async Task RunAsync()
    {
        listener.Start(512);
        Console.WriteLine($"address {(certificate is null ? "http" : "https")}://{Authority}");
        while (true)
        {
            _ = ServeAsync(await listener.AcceptSocketAsync());
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        socket.NoDelay = true;
        try
        {
            if (certificate is null && await IsCallAsync(socket))
            {
                new Thread(new CallLoop(socket, delays).Run).Start();
                return;
            }

            await using var stream = await OpenAsync(socket);
            string request = await ReadHeadAsync(stream);
            if (!request.Contains("Sec-WebSocket-Key", StringComparison.OrdinalIgnoreCase))
            {
                string body = $$$"""{"url":"{{{(certificate is null ? "ws" : "wss")}}}://{{{Authority}}}","shards":{{{shards}}},"session_start_limit":{"total":1000,"remaining":1000,"reset_after":1000,"max_concurrency":{{{Math.Max(shards, 16)}}}}}""";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                + $"Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
                return;
            }

            string accept = Convert.ToBase64String(
                SHA1.HashData(Encoding.ASCII.GetBytes(KeyOf(request) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + $"Sec-WebSocket-Accept: {accept}\r\n\r\n"));
            await stream.WriteAsync(tape.Hello);
            await ListenAsync(stream);
        }
        catch (Exception e) when (e is SocketException or IOException or TimeoutException)
        {
            // The client has disconnected.
        }
    }

    private async Task<Stream> OpenAsync(Socket socket)
    {
        var plain = new NetworkStream(socket, ownsSocket: true);
        if (certificate is null)
        {
            return plain;
        }

        var secured = new SslStream(plain);
        await secured.AuthenticateAsServerAsync(certificate);
        return secured;
    }

    private async Task ListenAsync(Stream stream)
    {
        byte[] buffer = new byte[16 * 1024];
        int length = 0;
        var playing = Task.CompletedTask;
        while (true)
        {
            int count = await stream.ReadAsync(buffer.AsMemory(length));
            if (count == 0)
            {
                await playing;
                return;
            }

            length += count;
            while (ClientFrame.TryTake(buffer, ref length, out string text))
            {
                if (text.Contains("\"token\"", StringComparison.Ordinal))
                {
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"identify {Stopwatch.GetTimestamp()}"));
                    playing = PlayAsync(stream, NextPlay());
                }
            }
        }
    }

    private async Task PlayAsync(Stream stream, Play mine)
    {
        await stream.WriteAsync(tape.Ready);
        foreach (byte[] portion in tape.Portions)
        {
            await mine.MeetAsync();
            await Task.Delay(pause);
            if (pace > TimeSpan.Zero && portion == tape.Portions[^1])
            {
                await PaceAsync(stream, portion);
                continue;
            }

            await stream.WriteAsync(portion);
        }
    }

    private async Task PaceAsync(Stream stream, ReadOnlyMemory<byte> portion)
    {
        while (!portion.IsEmpty)
        {
            var rest = portion;
            Frames.Take(ref rest);
            delays.Begin();
            await stream.WriteAsync(portion[..^rest.Length]);
            portion = rest;
            await Task.Delay(pace);
        }
    }

    private Play NextPlay()
    {
        lock (listener)
        {
            if (play.IsFull)
            {
                play = new Play(shards);
            }

            play.Join();
            return play;
        }
    }

    private static async Task<bool> IsCallAsync(Socket socket)
    {
        byte[] method = new byte["POST"u8.Length];
        return await socket.ReceiveAsync(method, SocketFlags.Peek) == method.Length && method.AsSpan().SequenceEqual("POST"u8);
    }

    private static string KeyOf(string request) =>
        request.Split("\r\n").First(line => line.StartsWith("Sec-WebSocket-Key:", StringComparison.OrdinalIgnoreCase)).Split(':')[1].Trim();

    private static async Task<string> ReadHeadAsync(Stream stream)
    {
        byte[] buffer = new byte[4096];
        int length = 0;
        while (!buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
        {
            int count = await stream.ReadAsync(buffer.AsMemory(length));
            if (count == 0)
            {
                throw new IOException("The client has closed.");
            }

            length += count;
        }

        return Encoding.ASCII.GetString(buffer, 0, length);
    }
}
