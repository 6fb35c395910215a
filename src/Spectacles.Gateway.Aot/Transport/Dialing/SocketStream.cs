using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>
/// A connected socket with its own reader thread. A read blocks that thread and is complete when it returns. A read that is requested on
/// another thread switches to it. Once the connection is open, no write runs on the reader thread, because a peer that accepts no data must
/// not stop the reading.
/// </summary>
/// <remarks>
/// None of its operations uses the runtime's asynchronous sockets, so the socket is not registered with epoll. Disposing the stream ends a
/// pending read at once, and a pending write within 50 ms. The web socket answers a ping before it reads on. So if a peer sends pings and
/// accepts no data, nothing more is read until the time limit of the write. A write that is late closes the socket.
/// </remarks>
/// <param name="socket">The socket, which it owns.</param>
/// <param name="reader">The thread.</param>
/// <param name="time">
/// The clock of its writes; null for the system's. Waiting for the network takes real time, whatever clock the bot has.
/// </param>
internal sealed class SocketStream(Socket socket, ReaderThread reader, TimeProvider? time = null) : DuplexStream
{
    /// <summary>The time limit of a write. A peer that needs longer is considered lost.</summary>
    public static readonly TimeSpan WriteDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    // A socket is writable when a third of its buffer is free, which is more than this. The socket has no send timeout: after one, a part
    // of the bytes may have been sent, and the runtime does not return how many.
    private const int LargestWrite = 4 * 1024;

    private readonly TimeProvider time = time ?? TimeProvider.System;

    // Why nothing can be read any more: a write was late.
    private volatile string? end;

    public override int Read(Span<byte> buffer)
    {
        try
        {
            int count = socket.Receive(buffer, SocketFlags.None, out var error);
            return error == SocketError.Success ? count : throw Lost(error);
        }
        catch (ObjectDisposedException e) when (end is not null)
        {
            throw new IOException(end, e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        reader.IsCurrent ? new ValueTask<int>(Read(buffer.Span)) : ReadOnThreadAsync(buffer);

    /// <summary>Writes on the caller's thread, and blocks it. For the handshake, while nothing is read.</summary>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            int count = socket.Send(buffer, SocketFlags.None, out var error);
            if (error != SocketError.Success)
            {
                throw Lost(error);
            }

            buffer = buffer[count..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        long began = time.GetTimestamp();
        var pause = ShortestPause;
        while (buffer.Length > 0)
        {
            int count = WriteSome(buffer.Span);
            buffer = buffer[count..];
            if (count > 0)
            {
                pause = ShortestPause;
                continue;
            }

            if (time.GetElapsedTime(began) >= WriteDeadline)
            {
                // A part of the data may have been sent, so nothing can follow it.
                end = $"The peer did not accept the data within {WriteDeadline.TotalSeconds} s.";
                socket.Dispose();
                throw new IOException(end);
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            pause = pause + pause < LongestPause ? pause + pause : LongestPause;
        }
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            socket.Dispose();
        }

        base.Dispose(disposing);
    }

    private IOException Lost(SocketError error)
    {
        var cause = new SocketException((int)error);
        return end is null ? new IOException($"The connection was lost: {cause.Message}", cause) : new IOException(end);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadOnThreadAsync(Memory<byte> buffer)
    {
        await reader.Switch();
        return Read(buffer.Span);
    }

    /// <summary>Writes as much as the socket takes now.</summary>
    private int WriteSome(ReadOnlySpan<byte> buffer)
    {
        if (!socket.Poll(0, SelectMode.SelectWrite))
        {
            return 0;
        }

        int count = socket.Send(buffer[..Math.Min(buffer.Length, LargestWrite)], SocketFlags.None, out var error);
        return error == SocketError.Success ? count : throw Lost(error);
    }
}
