namespace Spectacles.Gateway;

/// <summary>An event whose handlers are called later than it was received. It outlives the buffer that contained it.</summary>
/// <param name="shardId">The shard that has received it.</param>
/// <param name="name">The event's name.</param>
/// <param name="data">The payload.</param>
/// <param name="sequence">The event's sequence in that shard's session.</param>
internal sealed class KeptEvent(int shardId, byte[] name, byte[] data, long sequence)
{
    public int ShardId => shardId;

    public byte[] Name => name;

    public byte[] Data => data;

    public long Sequence => sequence;

    /// <summary>Returns the event.</summary>
    public Envelope ToEnvelope() => new(Opcode.Dispatch, sequence, name, data);
}
