using System.Net.WebSockets;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.WholeProcess.Bots;

/// <summary>An in-memory connection that plays a tape: every frame is received at once, on the reading thread.</summary>
internal sealed class TapeConnection(Tape tape) : InMemoryConnection
{
    private readonly TaskCompletionSource identified = new();
    private readonly TaskCompletionSource aborted = new();
    private readonly Queue<ReadOnlyMemory<byte>> rest = new([tape.Hello, tape.Ready, .. tape.Portions]);
    private ReadOnlyMemory<byte> wire;

    public override ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken abort)
    {
        // The shard answers HELLO with a heartbeat or with IDENTIFY. Only IDENTIFY has a token.
        if (message.Span.IndexOf("\"token\""u8) >= 0)
        {
            identified.TrySetResult();
        }

        return default;
    }

    public override void Abort() => aborted.TrySetException(new WebSocketException("The connection was aborted."));

    protected override ValueTask<InMemoryFrame> NextAsync(CancellationToken abort)
    {
        if (wire.IsEmpty)
        {
            if (rest.Count == tape.Portions.Count + 1 && !identified.Task.IsCompleted)
            {
                return NextAfterAsync(identified.Task, abort);
            }

            if (!rest.TryDequeue(out wire))
            {
                return NextAfterAsync(aborted.Task, abort);
            }
        }

        return new(new InMemoryFrame(Frames.Take(ref wire), WebSocketMessageType.Binary));
    }

    private async ValueTask<InMemoryFrame> NextAfterAsync(Task first, CancellationToken abort)
    {
        await first;
        return await NextAsync(abort);
    }
}
