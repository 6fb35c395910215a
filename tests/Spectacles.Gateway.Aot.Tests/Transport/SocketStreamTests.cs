using System.Net;
using System.Net.Sockets;

namespace Spectacles.Gateway.Tests.Transport;

/// <summary>Reads of a socket run on its thread, and writes never do.</summary>
public sealed class SocketStreamTests : IDisposable
{
    private readonly ReaderThread reader = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Socket peer;
    private readonly SocketStream stream;

    public SocketStreamTests()
    {
        listener.Start();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
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
    public void Thread_refuses_a_second_reader()
    {
        using var other = new ReaderThread();
        using var release = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        other.Switch().OnCompleted(() =>
        {
            begun.Set();
            release.Wait(LiveGateway.Patience);
        });
        Assert.True(begun.Wait(LiveGateway.Patience));
        other.Switch().OnCompleted(() => { });

        Assert.Throws<InvalidOperationException>(() => other.Switch().OnCompleted(() => { }));
        release.Set();
    }
}
