using System.Net.WebSockets;

namespace Spectacles.Gateway.Tests;

/// <summary>A gateway connection without a socket. A derived class supplies the received frames and sees the sent messages.</summary>
internal abstract class InMemoryConnection : IGatewayConnection
{
    private InMemoryFrame rest;
    private bool hasRest;

    public virtual int? PeerCloseCode => null;

    public virtual string? PeerCloseReason => null;

    public virtual ValueTask ConnectAsync(Uri address, CancellationToken cancellationToken) => default;

    public ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken abort)
    {
        if (hasRest)
        {
            return new(Read(rest, buffer));
        }

        var next = NextAsync(abort);
        return next.IsCompletedSuccessfully ? new(Read(next.Result, buffer)) : ReadLaterAsync(next, buffer);
    }

    public virtual ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken abort) => default;

    public virtual ValueTask CloseAsync(int code, string reason, CancellationToken abort)
    {
        Abort();
        return default;
    }

    public abstract void Abort();

    public void Dispose() => Abort();

    /// <summary>The next frame. A frame that is larger than the receive buffer is received in parts.</summary>
    protected abstract ValueTask<InMemoryFrame> NextAsync(CancellationToken abort);

    private async ValueTask<ValueWebSocketReceiveResult> ReadLaterAsync(ValueTask<InMemoryFrame> next, Memory<byte> buffer) =>
        Read(await next.ConfigureAwait(false), buffer);

    private ValueWebSocketReceiveResult Read(InMemoryFrame frame, Memory<byte> buffer)
    {
        int count = Math.Min(buffer.Length, frame.Bytes.Length);
        frame.Bytes.Span[..count].CopyTo(buffer.Span);
        rest = frame with { Bytes = frame.Bytes[count..] };
        hasRest = !rest.Bytes.IsEmpty;
        return new ValueWebSocketReceiveResult(count, frame.Kind, frame.EndOfMessage && !hasRest);
    }
}
