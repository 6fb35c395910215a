using System.Net.WebSockets;

namespace Spectacles.Gateway.WholeProcess.Bots;

/// <summary>Plays a tape without a socket: whatever is asked for is there at once, on the thread that asks.</summary>
internal sealed class TapeConnection(Tape tape) : IGatewayConnection
{
    private readonly TaskCompletionSource identified = new();
    private readonly TaskCompletionSource aborted = new();
    private readonly Queue<ReadOnlyMemory<byte>> rest = new([tape.Hello, tape.Ready, .. tape.Portions]);
    private ReadOnlyMemory<byte> wire;
    private ReadOnlyMemory<byte> payload;

    public int? PeerCloseCode => null;

    public string? PeerCloseReason => null;

    public ValueTask ConnectAsync(Uri address, CancellationToken cancellationToken) => default;

    public ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken abort)
    {
        if (payload.IsEmpty && wire.IsEmpty)
        {
            if (rest.Count == tape.Portions.Count + 1 && !identified.Task.IsCompleted)
            {
                return ReceiveLaterAsync(identified.Task, buffer, abort);
            }

            if (!rest.TryDequeue(out wire))
            {
                return ReceiveLaterAsync(aborted.Task, buffer, abort);
            }
        }

        if (payload.IsEmpty)
        {
            payload = Frames.Take(ref wire);
        }

        int count = Math.Min(buffer.Length, payload.Length);
        payload[..count].CopyTo(buffer);
        payload = payload[count..];
        return new ValueTask<ValueWebSocketReceiveResult>(new ValueWebSocketReceiveResult(count, WebSocketMessageType.Binary, payload.IsEmpty));
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken abort)
    {
        // HELLO is answered with a heartbeat or with IDENTIFY, which alone has a token.
        if (message.Span.IndexOf("\"token\""u8) >= 0)
        {
            identified.TrySetResult();
        }

        return default;
    }

    public ValueTask CloseAsync(int code, string reason, CancellationToken abort)
    {
        Abort();
        return default;
    }

    public void Abort() => aborted.TrySetException(new WebSocketException("The connection was given up."));

    public void Dispose() => Abort();

    private async ValueTask<ValueWebSocketReceiveResult> ReceiveLaterAsync(Task first, Memory<byte> buffer, CancellationToken abort)
    {
        await first;
        return await ReceiveAsync(buffer, abort);
    }
}
