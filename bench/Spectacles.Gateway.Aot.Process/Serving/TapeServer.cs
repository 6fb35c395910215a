using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Spectacles.Gateway.WholeProcess.Serving;

/// <summary>
/// Plays a tape to each client that identifies, and answers GET /gateway/bot and the REST calls of bots. It knows just enough of HTTP and
/// web
/// sockets for that, so that it costs next to nothing beside its client.
/// </summary>
/// <param name="door">Where clients connect.</param>
/// <param name="tape">The bytes for each shard.</param>
/// <param name="shards">The number of shards of a client.</param>
/// <param name="timing">When events are sent.</param>
/// <param name="delays">Where the answers to interactions are noted.</param>
internal sealed class TapeServer(Door door, Tape tape, int shards, Timing timing, Delays delays)
{
    private Play play = new(shards);

    /// <summary>Prints its URL and the time of each IDENTIFY on standard output.</summary>
    public async Task RunAsync()
    {
        Console.WriteLine($"address {door.Address}");
        while (true)
        {
            _ = ServeAsync(await door.AcceptAsync());
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        socket.NoDelay = true;
        try
        {
            if (!door.IsSecured && await IsCallAsync(socket))
            {
                new Thread(new CallLoop(socket, delays).Run).Start();
                return;
            }

            await using var stream = await door.OpenAsync(socket);
            string request = await ReadHeadAsync(stream);
            if (!request.Contains("Sec-WebSocket-Key", StringComparison.OrdinalIgnoreCase))
            {
                string body = $$$"""{"url":"{{{door.GatewayUrl}}}","shards":{{{shards}}},"session_start_limit":{"total":1000,"remaining":1000,"reset_after":1000,"max_concurrency":{{{Math.Max(shards, 16)}}}}}""";
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

    private async Task ListenAsync(Stream stream)
    {
        byte[] buffer = new byte[16 * 1024];
        int length = 0;
        int beats = 0;
        int answered = 0;
        Task? playing = null;
        while (true)
        {
            int count = await stream.ReadAsync(buffer.AsMemory(length));
            if (count == 0)
            {
                await (playing ?? Task.CompletedTask);
                return;
            }

            length += count;
            while (ClientFrame.TryTake(buffer, ref length, out string text, out bool closes))
            {
                if (closes)
                {
                    return;
                }

                if (text.Contains("\"session_id\"", StringComparison.Ordinal))
                {
                    await stream.WriteAsync(tape.AfterResume);
                }
                else if (text.Contains("\"token\"", StringComparison.Ordinal))
                {
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"identify {Stopwatch.GetTimestamp()}"));
                    playing = PlayAsync(stream, NextPlay(stream));
                }
                else if (text.Contains("\"op\":1,", StringComparison.Ordinal))
                {
                    beats++;
                }
            }

            // A bot may send its first heartbeat before IDENTIFY. Acknowledgements follow READY in the compressed stream.
            for (; playing is not null && answered < Math.Min(beats, tape.Acknowledgements.Count); answered++)
            {
                await playing;
                await stream.WriteAsync(tape.Acknowledgements[answered]);
            }
        }
    }

    private async Task PlayAsync(Stream stream, Play mine)
    {
        await stream.WriteAsync(tape.Ready);
        foreach (byte[] portion in tape.Portions)
        {
            bool isLast = await mine.MeetAsync();
            if (timing.Pace is { } pace && portion == tape.Portions[^1])
            {
                if (isLast)
                {
                    var pacer = new Pacer(mine.Streams, pace.Turns(portion), pace, delays);
                    new Thread(() => pacer.Run(timing.Pause, timing.ThenCloses)).Start();
                }

                return;
            }

            await Task.Delay(timing.Pause);
            await stream.WriteAsync(portion);
        }
    }

    private Play NextPlay(Stream stream)
    {
        lock (door)
        {
            if (play.IsFull)
            {
                play = new Play(shards);
            }

            play.Join(stream);
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
