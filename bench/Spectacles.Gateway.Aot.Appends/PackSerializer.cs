using System.Buffers;
using NATS.Client.Core;

namespace Spectacles.Gateway.Appends;

/// <summary>Writes both parts of a <see cref="Pack"/>.</summary>
internal sealed class PackSerializer : INatsSerialize<Pack>
{
    public static PackSerializer Instance { get; } = new();

    public void Serialize(IBufferWriter<byte> bufferWriter, Pack value)
    {
        bufferWriter.Write(value.Head.Span);
        bufferWriter.Write(value.Events.Span);
    }
}
