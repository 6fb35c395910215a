using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace Hostile.Tests.Server;

/// <summary>
/// One connection of the bot, seen from the server: a script writes to it, and a reader answers as a good gateway would, as far as the
/// script lets it.
/// </summary>
internal sealed partial class Peer(HostileServer server, TcpClient client, Stream stream, string head)
{
    private const int LargestFrame = 64 * 1024;
    private readonly BufferedStream input = new(stream, LargestFrame);
    private readonly SemaphoreSlim writing = new(1);
    private readonly Channel<string> logins = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task reading = Task.CompletedTask;
    private bool hasSentClose;

    public HostileServer Server => server;

    /// <summary>Completes when the bot has closed the connection or it has failed.</summary>
    public Task Gone => field ??= gone.Task.WaitAsync(server.Stopped);

    public bool AcknowledgesBeats { get; set; } = true;

    public bool AnswersClose { get; set; } = true;

    /// <summary>The number of messages that the bot has sent.</summary>
    public int Commands { get; private set; }

    private bool IsServed { get; set; }

    private bool IsLoggedIn { get; set; }

    /// <summary>Runs a script, then serves the rest of the connection as a good gateway.</summary>
    public async Task RunAsync(IEnumerable<Step> script)
    {
        try
        {
            foreach (var step in script)
            {
                await step(this);
            }

            IsServed = true;
            await TellGoodAsync();
            await Gone;
        }
        finally
        {
            gone.TrySetResult();
            client.Dispose();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await writing.WaitAsync(server.Stopped);
        try
        {
            await stream.WriteAsync(bytes, server.Stopped);
        }
        finally
        {
            writing.Release();
        }
    }

    public Task SendTextAsync(string text) => SendAsync(Frames.OfText(server.Fill(text)));

    /// <summary>https://datatracker.ietf.org/doc/html/rfc6455#section-4.2.2</summary>
    public async Task UpgradeAsync(string? accept = null, string further = "")
    {
        // CA5350: the protocol requires SHA-1.
#pragma warning disable CA5350
        accept ??= Convert.ToBase64String(
            SHA1.HashData(Encoding.ASCII.GetBytes(Key().Match(head).Groups[1].Value + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
        await SendAsync(Encoding.Latin1.GetBytes(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Accept: {accept}\r\n{further}\r\n"));
        Read();
    }

    /// <summary>Waits for IDENTIFY or RESUME.</summary>
    /// <returns>The message; null when the bot has disconnected.</returns>
    public async Task<string?> LoginAsync()
    {
        var login = logins.Reader.ReadAsync(server.Stopped).AsTask();
        return await Task.WhenAny(login, Gone) == login ? await login : null;
    }

    /// <summary>Responds to IDENTIFY or RESUME as Discord does.</summary>
    /// <param name="ready">The data of READY; null for that of a good gateway.</param>
    /// <param name="before">A step before the response; null for none.</param>
    public async Task AnswerLoginAsync(string? ready = null, Step? before = null)
    {
        if (await LoginAsync() is not { } login)
        {
            return;
        }

        await (before?.Invoke(this) ?? Task.CompletedTask);
        bool resumes = Opcode(login) == 6;
        if (resumes && !server.Knows(long.Parse(Sequence().Match(login).Groups[1].Value, CultureInfo.InvariantCulture)))
        {
            // The RESUME contains a sequence that was never sent.
            await SendTextAsync("""{"op":9,"d":false}""");
            return;
        }

        await SendTextAsync(resumes
            ? $$$"""{"t":"RESUMED","s":{{{server.NextSequence()}}},"op":0,"d":{}}"""
            : $$$"""{"t":"READY","s":{{{server.BeginSession()}}},"op":0,"d":{{{ready ?? Steps.ReadyAt("$URL$")}}}}""");
        IsLoggedIn = true;
    }

    /// <summary>Sends the event that shows the bot that the server is good, once it is.</summary>
    public async Task TellGoodAsync()
    {
        if (server.IsGood && IsServed && IsLoggedIn && !Gone.IsCompleted)
        {
            await SendTextAsync($$$"""{"t":"GOOD","s":{{{server.NextSequence()}}},"op":0,"d":{}}""");
        }
    }

    public async Task CloseAsync(byte[] payload)
    {
        hasSentClose = true;
        await SendAsync(Frames.Make(Frames.Final | Frames.Close, payload));
    }

    public void Reset()
    {
        client.LingerState = new LingerOption(true, 0);
        client.Client.Close();
        gone.TrySetResult();
    }

    public void EndSending() => client.Client.Shutdown(SocketShutdown.Send);

    /// <summary>Reads and discards what the bot sends on a connection that is not a web socket, to detect its end.</summary>
    public void Read() => reading = ReadAsync();

    private static int Opcode(string message) =>
        OpcodeOf().Match(message) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : -1;

    private async Task ReadAsync()
    {
        try
        {
            while (await ReadFrameAsync() is { } frame)
            {
                await ReceiveAsync(frame.Opcode, frame.Payload);
            }
        }
        catch (Exception e) when (HostileServer.IsEnd(e))
        {
        }
        finally
        {
            gone.TrySetResult();
        }
    }

    private async Task<(int Opcode, byte[] Payload)?> ReadFrameAsync()
    {
        byte[] start = new byte[2];
        await input.ReadExactlyAsync(start, server.Stopped);
        int length = start[1] & 0x7F;
        if (length == 126)
        {
            byte[] extended = new byte[2];
            await input.ReadExactlyAsync(extended, server.Stopped);
            length = (extended[0] << 8) | extended[1];
        }

        if (length > LargestFrame)
        {
            return null;
        }

        byte[] mask = new byte[4];
        await input.ReadExactlyAsync(mask, server.Stopped);
        byte[] payload = new byte[length];
        await input.ReadExactlyAsync(payload, server.Stopped);
        for (int i = 0; i < length; i++)
        {
            payload[i] ^= mask[i & 3];
        }

        return (start[0] & 0xF, payload);
    }

    private async Task ReceiveAsync(int opcode, byte[] payload)
    {
        if (opcode == Frames.Close && AnswersClose)
        {
            if (!hasSentClose)
            {
                await CloseAsync(payload);
            }

            client.Client.Shutdown(SocketShutdown.Send);
        }

        if (opcode != Frames.Text)
        {
            return;
        }

        Commands++;
        string message = Encoding.UTF8.GetString(payload);
        switch (Opcode(message))
        {
            case 1 when AcknowledgesBeats:
                await SendTextAsync("""{"op":11}""");
                await TellGoodAsync();
                break;
            case 2 or 6:
                server.Count(identifies: Opcode(message) == 2);
                logins.Writer.TryWrite(message);
                break;
        }
    }

    [GeneratedRegex("""(?i)Sec-WebSocket-Key: *([^\r\n]+)""")]
    private static partial Regex Key();

    [GeneratedRegex("\"op\":(\\d+)")]
    private static partial Regex OpcodeOf();

    [GeneratedRegex("\"seq\":(-?\\d+)")]
    private static partial Regex Sequence();
}
