using System.Buffers;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>A text in pieces of a few bytes.</summary>
internal sealed class TextSegment : ReadOnlySequenceSegment<byte>
{
    public static ReadOnlySequence<byte> Of(byte[] text, int size)
    {
        var first = new TextSegment { Memory = text.AsMemory(0, Math.Min(size, text.Length)) };
        var last = first;
        for (int start = size; start < text.Length; start += size)
        {
            var next = new TextSegment { Memory = text.AsMemory(start, Math.Min(size, text.Length - start)), RunningIndex = start };
            last.Next = next;
            last = next;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
