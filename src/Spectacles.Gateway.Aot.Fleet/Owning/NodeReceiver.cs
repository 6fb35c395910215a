using System.Text.Json;

namespace Spectacles.Gateway.Fleet;

/// <summary>Answers the requests to a node itself.</summary>
/// <param name="control">The node.</param>
internal sealed class NodeReceiver(NodeControl control)
{
    /// <summary>Asks for the node's status.</summary>
    public static ReadOnlyMemory<byte> Status { get; } = "status"u8.ToArray();

    /// <summary>Asks the node to hand its groups over.</summary>
    public static ReadOnlyMemory<byte> Drain { get; } = "drain"u8.ToArray();

    public ValueTask<ReadOnlyMemory<byte>?> AnswerAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        if (request.Span.SequenceEqual(Drain.Span))
        {
            control.Drain();
            return new ValueTask<ReadOnlyMemory<byte>?>(ReadOnlyMemory<byte>.Empty);
        }

        ReadOnlyMemory<byte>? answer = null;
        if (request.Span.SequenceEqual(Status.Span))
        {
            answer = JsonSerializer.SerializeToUtf8Bytes(control.GetStatus(), StatusJsonContext.Default.NodeStatus);
        }

        return new ValueTask<ReadOnlyMemory<byte>?>(answer);
    }
}
