using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Tests.Transport;

/// <summary>Reads of a socket run on its thread, and writes never do.</summary>
public sealed class SocketStreamTests : IDisposable
{
    private readonly ReaderThread reader = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket peer;
    private readonly SocketStream stream;

    public SocketStreamTests()
    {
        listener.Start();
        socket.Connect(listener.LocalEndpoint);
        peer = listener.AcceptSocket();
        stream = new SocketStream(socket, reader);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        stream.Dispose();
        peer.Dispose();
        listener.Stop();
        reader.Dispose();
    }

    [Fact]
    public async Task Read_on_the_thread_is_complete_when_it_returns()
    {
        peer.Send([1, 2, 3]);
        byte[] buffer = new byte[10];
        await reader.Switch();

        var read = stream.ReadAsync(buffer, Cancel).AsTask();

        Assert.True(read.IsCompletedSuccessfully);
        Assert.Equal(3, await read);
        Assert.True(reader.IsCurrent);
    }

    [Fact]
    public async Task Read_on_another_thread_continues_on_the_thread()
    {
        for (int i = 0; i < 20; i++)
        {
            var continued = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            var reading = stream.ReadAsync(new byte[1], Cancel).AsTask();
            Assert.False(reading.IsCompleted);
            _ = reading.ContinueWith(
                _ => continued.SetResult(reader.IsCurrent), Cancel, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            peer.Send([1]);

            Assert.True(await continued.Task.WaitAsync(LiveGateway.Patience, Cancel));
            Assert.Equal(1, await reading);
        }
    }

    [Fact]
    public async Task Write_on_the_thread_runs_on_another()
    {
        peer.ReceiveTimeout = (int)LiveGateway.Patience.TotalMilliseconds;
        await reader.Switch();

        var write = stream.WriteAsync(new byte[1], Cancel).AsTask();

        // The thread is busy until the byte has arrived.
        Assert.Equal(1, peer.Receive(new byte[1]));
        Assert.True(reader.IsCurrent);
        await write.WaitAsync(LiveGateway.Patience, Cancel);
    }

    [Fact]
    public async Task Write_that_nobody_reads_does_not_block_the_thread()
    {
        var write = stream.WriteAsync(new byte[64 * 1024 * 1024], Cancel).AsTask();
        peer.Send([1]);
        await reader.Switch();

        Assert.True(stream.ReadAsync(new byte[1], Cancel).AsTask().IsCompletedSuccessfully);
        Assert.True(reader.IsCurrent);
        Assert.False(write.IsCompleted);
        stream.Dispose();

        await Assert.ThrowsAnyAsync<Exception>(() => write.WaitAsync(LiveGateway.Patience, Cancel));
    }

    [Fact]
    public async Task Written_bytes_arrive_complete_and_in_order_at_a_peer_that_reads_slowly()
    {
        byte[] sent = new byte[8 * 1024 * 1024];
        Random.Shared.NextBytes(sent);
        var writing = stream.WriteAsync(sent, Cancel).AsTask();

        byte[] received = new byte[sent.Length];
        using var far = new NetworkStream(peer);
        await far.ReadExactlyAsync(received, Cancel).AsTask().WaitAsync(LiveGateway.Patience, Cancel);

        await writing.WaitAsync(LiveGateway.Patience, Cancel);
        Assert.Equal(sent, received);
    }

    [Fact]
    public async Task End_of_the_peer_is_the_end_of_the_stream_and_a_reset_is_an_error()
    {
        peer.Shutdown(SocketShutdown.Send);
        await reader.Switch();
        Assert.Equal(0, await stream.ReadAsync(new byte[1], Cancel));
        peer.LingerState = new LingerOption(true, 0);
        peer.Close();

        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await stream.WriteAsync(new byte[1], Cancel);
            await stream.WriteAsync(new byte[1], Cancel);
        });
    }

    [Fact]
    public async Task Write_that_nobody_reads_fails_after_its_time_limit_and_ends_the_read()
    {
        var time = new FakeTimeProvider();
        using var limited = new SocketStream(socket, reader, time);
        var read = limited.ReadAsync(new byte[1], Cancel).AsTask();
        var write = limited.WriteAsync(new byte[64 * 1024 * 1024], Cancel).AsTask();
        var began = time.GetUtcNow();
        while (!write.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
            Cancel.ThrowIfCancellationRequested();
        }

        var error = await Assert.ThrowsAsync<IOException>(() => write);
        Assert.Contains("10 s", error.Message, StringComparison.Ordinal);
        var lost = await Assert.ThrowsAsync<IOException>(() => read.WaitAsync(LiveGateway.Patience, Cancel));
        Assert.Contains("10 s", lost.Message, StringComparison.Ordinal);
        Assert.True(time.GetUtcNow() - began >= SocketStream.WriteDeadline);
    }

    /// <summary>The web socket reads by itself while it is closed, at the same time as the shard's loop.</summary>
    [Fact]
    public async Task Everything_that_waits_for_the_thread_runs_on_it_in_order()
    {
        using var other = new ReaderThread();
        using var release = new ManualResetEventSlim();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var order = new List<(int Number, bool IsCurrent)>();
        other.Switch().OnCompleted(() => release.Wait(LiveGateway.Patience));
        for (int i = 0; i < 3; i++)
        {
            int number = i;
            other.Switch().OnCompleted(() => order.Add((number, other.IsCurrent)));
        }

        other.Switch().OnCompleted(ended.SetResult);
        release.Set();
        await ended.Task.WaitAsync(LiveGateway.Patience, Cancel);

        Assert.Equal([(0, true), (1, true), (2, true)], order);
    }
}
