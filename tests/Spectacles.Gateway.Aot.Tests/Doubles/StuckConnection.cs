using System.Net.WebSockets;

namespace Spectacles.Gateway.Tests;

/// <summary>A connection that opens when the test lets it, and does not listen to an abort.</summary>
internal sealed class StuckConnection(Func<ValueTask> connect) : IGatewayConnection
{
    public int? PeerCloseCode => null;

    public string? PeerCloseReason => null;

    public ValueTask ConnectAsync(Uri address, CancellationToken cancellationToken) => connect();

    public ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken abort) => throw new IOException();

    public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken abort) => default;

    public ValueTask CloseAsync(int code, string reason, CancellationToken abort) => default;

    public void Abort()
    {
    }

    public void Dispose()
    {
    }
}
