using System.Net.WebSockets;
using System.Text;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>A connection without a socket: HELLO, READY, then messages of a guild, as many as it is asked for; what is sent is counted.</summary>
internal sealed class MemoryWire : IGatewayConnection
{
    private const int Round = 1000;
    private static readonly byte[] HeartbeatAck = """{"op":11}"""u8.ToArray();

    private readonly byte[][] frames;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebSocketMessageType kind;
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int at;
    private long left = 2;
    private int beats;

    /// <param name="compressed">Whether all of it is one zlib stream.</param>
    public MemoryWire(bool compressed)
    {
        byte[][] start =
        [
            Encoding.UTF8.GetBytes("""{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":300000}}"""),
            Encoding.UTF8.GetBytes("""{"t":"READY","s":1,"op":0,"d":{"v":10,"session_id":"memory","resume_gateway_url":"ws://memory.invalid"}}"""),
        ];

        // Events without a sequence may come again. A round is larger than the window of zlib: behind it stands the same at its end each time, and so its second round fits behind itself.
        byte[][] round = [.. Enumerable.Range(0, Round).Select(number => Encoding.UTF8.GetBytes($$$"""{"t":"MESSAGE_CREATE","s":0,"op":0,"d":{{{Corpus.MessageData(number)}}}}"""))];
        byte[][] all = [.. start, .. round, .. round];
        frames = compressed ? Corpus.Compressed(all, 6) : all;
        kind = compressed ? WebSocketMessageType.Binary : WebSocketMessageType.Text;
    }

    public long SentBytes { get; private set; }

    public int? PeerCloseCode => null;

    public string? PeerCloseReason => null;

    /// <summary>Lets the shard receive so many events more, and waits until it asks for the one behind them.</summary>
    public Task PlayAsync(int events)
    {
        done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = more;
        more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        left = events;
        waiting.SetResult();
        return done.Task;
    }

    public ValueTask ConnectAsync(Uri address, CancellationToken cancellationToken) => default;

    public ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken abort) =>
        left > 0 ? new(Next(buffer)) : WaitAsync(buffer);

    public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken abort)
    {
        SentBytes += message.Length;
        if (message.Span.StartsWith("""{"op":1,"""u8))
        {
            Interlocked.Increment(ref beats);
        }

        return default;
    }

    public ValueTask CloseAsync(int code, string reason, CancellationToken abort)
    {
        Abort();
        return default;
    }

    public void Abort() => ended.TrySetResult();

    public void Dispose() => Abort();

    private async ValueTask<ValueWebSocketReceiveResult> WaitAsync(Memory<byte> buffer)
    {
        Task next = more.Task;
        done.TrySetResult();
        return await Task.WhenAny(next, ended.Task).ConfigureAwait(false) == next ? Next(buffer) : new ValueWebSocketReceiveResult(0, WebSocketMessageType.Close, true);
    }

    private ValueWebSocketReceiveResult Next(Memory<byte> buffer)
    {
        if (Volatile.Read(ref beats) > 0 && Interlocked.Exchange(ref beats, 0) > 0)
        {
            HeartbeatAck.CopyTo(buffer);
            return new ValueWebSocketReceiveResult(HeartbeatAck.Length, WebSocketMessageType.Text, endOfMessage: true);
        }

        left--;
        byte[] frame = frames[at];
        at = at + 1 < frames.Length ? at + 1 : frames.Length - Round;
        frame.CopyTo(buffer);
        return new ValueWebSocketReceiveResult(frame.Length, kind, endOfMessage: true);
    }
}
