using System.Runtime.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>
/// The stream under a web socket. It stores the last two bytes received, which distinguish a close frame without a code from one with code
/// 1000. <see cref="System.Net.WebSockets.WebSocket.CloseStatus"/> is 1000 for both.
/// </summary>
/// <remarks>
/// https://www.rfc-editor.org/rfc/rfc6455#section-7.1.5: without a code, "The WebSocket Connection Close Code is considered to be 1005".
/// </remarks>
/// <param name="inner">The stream of the upgraded connection.</param>
/// <param name="bufferSize">
/// The size of its buffer, in bytes; 0 for none. A web socket reads the head of each frame by itself, so without a buffer here or below it,
/// every frame takes two reads.
/// </param>
internal sealed class UpgradedStream(Stream inner, int bufferSize = 0) : DuplexStream
{
    /// <summary>The size of a buffer over a socket, in bytes. A page of it is used only once that much has arrived together.</summary>
    public const int BufferSize = 16 * 1024;

    // FIN, opcode 8, and a length of 0 without a mask.
    private const ushort EmptyCloseFrame = 0x8800;

    private readonly byte[]? own = bufferSize > 0 ? GC.AllocateUninitializedArray<byte>(bufferSize) : null;
    private ReadOnlyMemory<byte> rest;
    private ushort last;

    /// <summary>Whether the received bytes end with an empty close frame.</summary>
    public bool EndsWithEmptyClose => Volatile.Read(ref last) == EmptyCloseFrame;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!rest.IsEmpty)
        {
            return new ValueTask<int>(Take(buffer));
        }

        var reading = inner.ReadAsync(own is null ? buffer : own, cancellationToken);
        return reading.IsCompletedSuccessfully ? new ValueTask<int>(Receive(buffer, reading.Result)) : ReceiveLaterAsync(reading, buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    // Pooled, so that a read that has to wait allocates no more than without this stream.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReceiveLaterAsync(ValueTask<int> reading, Memory<byte> buffer) =>
        Receive(buffer, await reading.ConfigureAwait(false));

    private int Receive(Memory<byte> buffer, int count)
    {
        if (own is null)
        {
            Note(buffer.Span[..count]);
            return count;
        }

        rest = own.AsMemory(0, count);
        return Take(buffer);
    }

    private int Take(Memory<byte> buffer)
    {
        var part = rest[..Math.Min(buffer.Length, rest.Length)];
        part.CopyTo(buffer);
        rest = rest[part.Length..];
        Note(part.Span);
        return part.Length;
    }

    private void Note(ReadOnlySpan<byte> received)
    {
        if (received.Length > 1)
        {
            Volatile.Write(ref last, (ushort)((received[^2] << 8) | received[^1]));
        }
        else if (received.Length == 1)
        {
            Volatile.Write(ref last, (ushort)((last << 8) | received[0]));
        }
    }
}
