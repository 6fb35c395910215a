using System.Buffers;
using System.IO.Compression;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using ZstdSharp;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>A client that sends only what a test sends.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ClientWebSocket socket = new();
    private readonly MemoryStream compressed = new();
    private readonly MemoryStream inflated = new();
    private readonly MemoryStream pending = new();
    private readonly CancellationTokenSource giveUp = new(Patience);
    private ZLibStream? inflater;
    private Decompressor? zstd;
    private bool zlib;

    public string? SessionId { get; private set; }

    public Uri? ResumeUrl { get; private set; }

    public long Sequence { get; private set; }

    /// <summary>How many web socket messages and frames have been read.</summary>
    public int MessagesRead { get; private set; }

    public int FramesRead { get; private set; }

    public byte[] LastBytes { get; private set; } = [];

    public WebSocketMessageType LastType { get; private set; }

    /// <param name="url">The URL of the gateway.</param>
    /// <param name="query">The query.</param>
    /// <param name="http">What connects; null for the default, which trusts the authorities of the system.</param>
    public static async Task<RawClient> ConnectAsync(Uri url, string query = "v=10&encoding=json", HttpMessageInvoker? http = null)
    {
        var client = new RawClient { zlib = query.Contains("zlib-stream", StringComparison.Ordinal) };
        if (query.Contains("zstd-stream", StringComparison.Ordinal))
        {
            client.zstd = new Decompressor();
        }

        client.socket.Options.CollectHttpResponseDetails = true;
        await client.socket.ConnectAsync(new Uri($"{url}?{query}"), http, client.giveUp.Token);
        return client;
    }

    public static Task<RawClient> ConnectAsync(SimulatedGateway gateway, string query = "v=10&encoding=json") =>
        ConnectAsync(gateway.Url, query);

    /// <summary>Connects, reads HELLO, identifies and reads READY.</summary>
    public static async Task<RawClient> WaitForReadyAsync(
        SimulatedGateway gateway, GatewayIntents intents =
            GatewayIntents.Unprivileged, int shard = 0, int shards = 1, string query = "v=10&encoding=json")
    {
        var client = await ConnectAsync(gateway, query);
        await client.ExpectAsync(Opcode.Hello);
        await client.StartNewSessionAsync(gateway.Token, intents, shard, shards);
        await client.ExpectAsync("READY");
        if ((intents & GatewayIntents.Guilds) == 0)
        {
            return client;
        }

        foreach (var guild in gateway.World.Guilds)
        {
            if (guild.ShardOf(shards) == shard)
            {
                await client.ExpectAsync("GUILD_CREATE");
            }
        }

        return client;
    }

    public Task SendAsync(string json) => socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, true, giveUp.Token);

    /// <summary>Sends bytes that may not match their type, in a message that may not end.</summary>
    public Task SendAsync(byte[] bytes, WebSocketMessageType type, bool end = true) => socket.SendAsync(bytes, type, end, giveUp.Token);

    public Task StartNewSessionAsync(
        string token,
        GatewayIntents intents = GatewayIntents.Unprivileged,
        int shard = 0,
        int shards = 1,
        string more = "") =>
        SendAsync($$$"""{"op":2,"d":{"token":"{{{token}}}","intents":{{{(long)intents}}},"properties":{"os":"linux","browser":"raw","device":"raw"},"shard":[{{{shard}}},{{{shards}}}]{{{more}}}}}""");

    public Task ResumeAsync(string token, string sessionId, long sequence) =>
        SendAsync($$$"""{"op":6,"d":{"token":"{{{token}}}","session_id":"{{{sessionId}}}","seq":{{{sequence}}}}}""");

    public Task HeartbeatAsync(string d = "null") => SendAsync($$"""{"op":1,"d":{{d}}}""");

    public async Task<GatewayMessage> ExpectAsync(Opcode op)
    {
        var message = await NextAsync();
        Assert.Equal(op, message.Op);
        return message;
    }

    public async Task<GatewayMessage> ExpectAsync(string name)
    {
        var message = await NextAsync();
        Assert.Equal(name, message.Name);
        return message;
    }

    public async Task<GatewayMessage> NextAsync() => Parse(
        await ReadAsync()
            ?? throw new InvalidOperationException($"The gateway closed with {socket.CloseStatus}: {socket.CloseStatusDescription}"));

    /// <summary>Reads until the gateway closes.</summary>
    /// <param name="seen">Called for each message before that.</param>
    /// <returns>The close code; null when the connection was cut.</returns>
    public async Task<int?> WaitForCloseAsync(Action<GatewayMessage>? seen = null)
    {
        try
        {
            while (await ReadAsync() is { } message)
            {
                seen?.Invoke(Parse(message));
            }

            return (int?)socket.CloseStatus;
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    public Task CloseAsync(int code = 4000) => socket.CloseAsync((WebSocketCloseStatus)code, "", giveUp.Token);

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        inflater?.Dispose();
        zstd?.Dispose();
        giveUp.Dispose();
        return ValueTask.CompletedTask;
    }

    private GatewayMessage Parse(byte[] bytes)
    {
        var root = JsonDocument.Parse(bytes).RootElement;
        var message = new GatewayMessage(
            (Opcode)(int)root.GetProperty("op").GetDouble(),
            Find(root, "t") is { ValueKind: JsonValueKind.String } name ? name.GetString() : null,
            Find(root, "s") is { ValueKind: JsonValueKind.Number } number ? (long)number.GetDouble() : null,
            Find(root, "d") ?? default);
        if (message.Sequence is { } sequence)
        {
            Sequence = sequence;
        }

        if (message.Name != "READY")
        {
            return message;
        }

        SessionId = message.Data.GetProperty("session_id").GetString();
        ResumeUrl = new Uri(message.Data.GetProperty("resume_gateway_url").GetString()!);
        return message;
    }

    private static JsonElement? Find(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value : null;

    private async Task<byte[]?> ReadAsync()
    {
        using var message = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, giveUp.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                if (socket.State == WebSocketState.CloseReceived)
                {
                    await socket.CloseOutputAsync(socket.CloseStatus ?? WebSocketCloseStatus.NormalClosure, "", giveUp.Token);
                }

                return null;
            }

            FramesRead++;
            message.Write(buffer, 0, part.Count);
            if (!part.EndOfMessage)
            {
                continue;
            }

            MessagesRead++;
            LastBytes = message.ToArray();
            LastType = part.MessageType;
            if (zstd is not null)
            {
                return Unwrap(zstd, LastBytes);
            }

            if (!zlib)
            {
                return LastBytes;
            }

            if (Inflate(message))
            {
                return inflated.ToArray();
            }
        }
    }

    private static byte[] Unwrap(Decompressor zstd, byte[] frame)
    {
        using var unwrapped = new MemoryStream();
        byte[] piece = new byte[1024];
        int written = 0;
        for (int at = 0; at < frame.Length || written == piece.Length;)
        {
            var status = zstd.UnwrapStream(frame.AsSpan(at), piece, out int consumed, out written);
            if (status == OperationStatus.InvalidData)
            {
                throw new InvalidDataException("The message is not valid zstd.");
            }

            unwrapped.Write(piece, 0, written);
            at += consumed;
        }

        return unwrapped.ToArray();
    }

    private bool Inflate(MemoryStream message)
    {
        message.WriteTo(pending);
        if (!pending.ToArray().AsSpan().EndsWith(new byte[] { 0, 0, 0xFF, 0xFF }))
        {
            message.SetLength(0);
            return false;
        }

        compressed.SetLength(0);
        pending.WriteTo(compressed);
        pending.SetLength(0);
        compressed.Position = 0;
        inflater ??= new ZLibStream(compressed, CompressionMode.Decompress);
        inflated.SetLength(0);
        inflater.CopyTo(inflated);
        return true;
    }
}
