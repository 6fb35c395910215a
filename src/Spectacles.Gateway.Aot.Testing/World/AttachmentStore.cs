namespace Spectacles.Gateway.Testing;

/// <summary>The contents of the newest attachments, up to 256 MiB.</summary>
internal sealed class AttachmentStore
{
    private const long Capacity = 256L << 20;

    private readonly Lock gate = new();
    private readonly Dictionary<Snowflake, (SimulatedAttachment Attachment, ReadOnlyMemory<byte> Content)> byId = [];
    private readonly Queue<Snowflake> order = new();
    private long total;

    public void Add(SimulatedAttachment attachment, ReadOnlyMemory<byte> content)
    {
        lock (gate)
        {
            byId[attachment.Id] = (attachment, content);
            order.Enqueue(attachment.Id);
            total += content.Length;
            while (total > Capacity && order.Count > 1)
            {
                byId.Remove(order.Dequeue(), out var dropped);
                total -= dropped.Content.Length;
            }
        }
    }

    /// <summary>The attachment with this id, and its content; null when there is none, or it is too old.</summary>
    public (SimulatedAttachment Attachment, ReadOnlyMemory<byte> Content)? Find(Snowflake id)
    {
        lock (gate)
        {
            return byId.TryGetValue(id, out var found) ? found : null;
        }
    }
}
