using System.IO.Compression;
using System.Net.WebSockets;
using System.Text;

namespace Spectacles.Gateway.WholeProcess;

/// <summary>The floor: a ClientWebSocket and a ZLibStream that inflates every message and reads nothing.</summary>
internal sealed class FloorClient : IDisposable
{
    private static readonly byte[] Identify = Encoding.UTF8.GetBytes(
        """{"op":2,"d":{"token":"floor","intents":33281,"properties":{"os":"linux","browser":"floor","device":"floor"}}}""");

    private static readonly byte[] Presence = Encoding.UTF8.GetBytes(
        """{"op":3,"d":{"since":null,"activities":[],"status":"idle","afk":false}}""");

    private static readonly byte[] Heartbeat = Encoding.UTF8.GetBytes("""{"op":1,"d":1}""");

    private readonly ClientWebSocket socket = new();
    private readonly TaskCompletionSource ready = new();

    /// <param name="address">The server's URL: http, or https for a web socket over TLS.</param>
    /// <param name="events">The number of events; 0 to idle.</param>
    /// <param name="warmUp">How many of them are the warm-up.</param>
    /// <param name="waits">Whether to await something for each event.</param>
    public async Task RunAsync(Uri address, int events, int warmUp, bool waits)
    {
        await socket.ConnectAsync(
            new Uri($"{(address.Scheme == "https" ? "wss" : "ws")}://{address.Authority}/?v=10&encoding=json&compress=zlib-stream"),
            CancellationToken.None);
        var receiving = ReceiveAsync(events, warmUp, waits);
        if (events > 0)
        {
            await receiving;
            return;
        }

        await ready.Task;
        _ = BeatAsync();
        await IdleRun.RunAsync(() => SendAsync(Presence));
    }

    public void Dispose() => socket.Dispose();

    private async Task ReceiveAsync(int events, int warmUp, bool waits)
    {
        byte[] frame = new byte[16 * 1024];
        byte[] message = new byte[64 * 1024];
        var pipe = new FedStream();
        using var zlib = new ZLibStream(pipe, CompressionMode.Decompress);
        var meter = new CostMeter();

        // HELLO and READY come first, then the warm-up, the start mark, the measured events and the end mark. Idle: acknowledgements.
        for (int received = 1; ; received++)
        {
            ValueWebSocketReceiveResult result;
            do
            {
                result = await socket.ReceiveAsync(frame.AsMemory(), CancellationToken.None);
                pipe.Feed(frame.AsMemory(0, result.Count));
                while (zlib.Read(message) > 0)
                {
                }
            }
            while (!result.EndOfMessage);

            if (waits)
            {
                _ = EventWait.RunAsync();
            }

            if (received == 1)
            {
                await SendAsync(Identify);
            }
            else if (received == 2)
            {
                ready.SetResult();
            }
            else if (events > 0 && received == 2 + warmUp + 1)
            {
                meter.Start();
            }
            else if (events > 0 && received == 2 + events + 2)
            {
                meter.Stop(events - warmUp);
                return;
            }
        }
    }

    /// <summary>Sends heartbeats, the first after half an interval, as a bot does on average.</summary>
    private async Task BeatAsync()
    {
        for (int pause = IdleRun.HeartbeatInterval / 2; ; pause = IdleRun.HeartbeatInterval)
        {
            await Task.Delay(pause);
            await SendAsync(Heartbeat);
        }
    }

    private Task SendAsync(byte[] text) => socket.SendAsync(text, WebSocketMessageType.Text, true, CancellationToken.None);
}
