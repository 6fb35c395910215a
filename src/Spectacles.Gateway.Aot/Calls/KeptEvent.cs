namespace Spectacles.Gateway;

/// <summary>An event whose handlers are called later than it was received. It outlives the buffer that contained it.</summary>
/// <param name="ShardId">The shard that has received it.</param>
/// <param name="Name">The event's name.</param>
/// <param name="Data">The payload.</param>
/// <param name="Sequence">The event's sequence in that shard's session.</param>
internal sealed record KeptEvent(int ShardId, byte[] Name, byte[] Data, long Sequence)
{
    /// <summary>Returns the event. A method, because the text of a record can't contain a property of this type.</summary>
    public Envelope ToEnvelope() => new(Opcode.Dispatch, Sequence, Name, Data);
}
