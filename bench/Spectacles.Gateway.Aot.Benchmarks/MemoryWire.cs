using System.Net.WebSockets;
using System.Text;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>
/// An in-memory connection that receives HELLO, READY, then as many messages of a guild as requested. It counts sent bytes.
/// </summary>
internal sealed class MemoryWire : InMemoryConnection
{
    private static readonly byte[] HeartbeatAck = """{"op":11}"""u8.ToArray();

    private readonly NumberedRounds rounds;
    private readonly Queue<byte[]> beginning;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebSocketMessageType kind;
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long left = 2;
    private int beats;

    /// <param name="compressed">Whether all of it is one zlib stream.</param>
    public MemoryWire(bool compressed)
    {
        rounds = new NumberedRounds(
            [
                Encoding.UTF8.GetBytes("""{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":300000}}"""),
                Encoding.UTF8.GetBytes(
                    """{"t":"READY","s":999999999,"op":0,"d":{"v":10,"session_id":"memory","resume_gateway_url":"ws://memory.invalid"}}"""),
            ],
            compressed);
        beginning = new Queue<byte[]>(rounds.Beginning);
        kind = compressed ? WebSocketMessageType.Binary : WebSocketMessageType.Text;
    }

    public long SentBytes { get; private set; }

    /// <summary>Lets the shard receive this many more events, and waits until it asks for the next one.</summary>
    public Task PlayAsync(int events)
    {
        done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = more;
        more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        left = events;
        waiting.SetResult();
        return done.Task;
    }

    public override ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken abort)
    {
        SentBytes += message.Length;
        if (message.Span.StartsWith("""{"op":1,"""u8))
        {
            Interlocked.Increment(ref beats);
        }

        return default;
    }

    public override void Abort() => ended.TrySetResult();

    protected override ValueTask<InMemoryFrame> NextAsync(CancellationToken abort) => left > 0 ? new(Next()) : WaitAsync();

    private async ValueTask<InMemoryFrame> WaitAsync()
    {
        var next = more.Task;
        done.TrySetResult();
        return await Task.WhenAny(next, ended.Task).ConfigureAwait(false) == next ? Next() : InMemoryFrame.Close;
    }

    private InMemoryFrame Next()
    {
        if (Volatile.Read(ref beats) > 0 && Interlocked.Exchange(ref beats, 0) > 0)
        {
            return new InMemoryFrame(HeartbeatAck, WebSocketMessageType.Text);
        }

        left--;
        return new InMemoryFrame(beginning.TryDequeue(out byte[]? frame) ? frame : rounds.Next(), kind);
    }
}
