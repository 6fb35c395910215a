namespace Spectacles.Gateway;

/// <summary>From the bytes of a received message to its envelope.</summary>
internal sealed class MessageReading(Shard shard, ShardContext context, ShardCalls calls)
{
    /// <summary>Reads a message, or what was kept of one that exceeds the limit, which is reported.</summary>
    /// <param name="inflater">Holds the message.</param>
    /// <param name="envelope">The message. It has no payload when that was discarded.</param>
    /// <param name="isWhole">Whether it has a payload.</param>
    /// <returns>Whether it is a message.</returns>
    public bool TryRead(IInflater inflater, out Envelope envelope, out bool isWhole)
    {
        var message = inflater.Message;
        long length = inflater.MessageLength;
        isWhole = length <= message.Length;
        if (!isWhole)
        {
            envelope = TruncatedEnvelope.Read(message);
            context.Oversized.Report(context.Errors, shard.Id, envelope, length);
            return true;
        }

        if (shard.Events.HasReceived)
        {
            calls.Pauses.Begin();
            shard.Events.TellReceived(message, shard);
            calls.Pauses.End();
        }

        return Envelope.TryRead(message, out envelope);
    }
}
