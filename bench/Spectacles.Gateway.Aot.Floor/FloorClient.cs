using System.IO.Compression;
using System.Net.WebSockets;
using System.Text;

namespace Spectacles.Gateway.WholeProcess;

/// <summary>The floor: a ClientWebSocket and a ZLibStream that inflates every message and reads nothing.</summary>
internal static class FloorClient
{
    private static readonly byte[] Identify = Encoding.UTF8.GetBytes(
        """{"op":2,"d":{"token":"floor","intents":33281,"properties":{"os":"linux","browser":"floor","device":"floor"}}}""");

    /// <param name="address">The server's URL: http, or https for a web socket over TLS.</param>
    /// <param name="events">The number of events; 0 to idle.</param>
    public static async Task<int> RunAsync(Uri address, int events)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(
            new Uri($"{(address.Scheme == "https" ? "wss" : "ws")}://{address.Authority}/?v=10&encoding=json&compress=zlib-stream"),
            CancellationToken.None);
        byte[] frame = new byte[16 * 1024];
        byte[] message = new byte[64 * 1024];
        var pipe = new FedStream();
        using var zlib = new ZLibStream(pipe, CompressionMode.Decompress);
        var meter = new CostMeter();
        int warmUp = WarmUp.Events(events);

        // HELLO and READY come first, then the warm-up, the start mark, the measured events and the end mark.
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

            if (received == 1)
            {
                await socket.SendAsync(Identify, WebSocketMessageType.Text, true, CancellationToken.None);
            }
            else if (received == 2 && events == 0)
            {
                await IdleRun.RunAsync();
                return 0;
            }
            else if (received == 2 + warmUp + 1)
            {
                meter.Start();
            }
            else if (received == 2 + events + 2)
            {
                meter.Stop(events - warmUp);
                return 0;
            }
        }
    }

    private sealed class FedStream : Stream
    {
        private ReadOnlyMemory<byte> rest;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public void Feed(ReadOnlyMemory<byte> bytes) => rest = bytes;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int count = Math.Min(buffer.Length, rest.Length);
            rest.Span[..count].CopyTo(buffer);
            rest = rest[count..];
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
