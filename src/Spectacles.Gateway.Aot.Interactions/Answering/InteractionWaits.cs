using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>The pending waits for presses on messages and for submitted modals.</summary>
internal sealed class InteractionWaits(int limit)
{
    private readonly Lock gate = new();
    private readonly List<InteractionWait> pending = [];

    /// <summary>Whether nobody waits.</summary>
    public bool IsEmpty => Volatile.Read(ref count) == 0;

    private int count;

    /// <summary>Adds a wait.</summary>
    /// <exception cref="InvalidOperationException">There are too many.</exception>
    public void Add(InteractionWait wait)
    {
        lock (gate)
        {
            if (pending.Count >= limit)
            {
                throw new InvalidOperationException(
                    $"{limit} waits are pending (InteractionOptions.MaxWaits), so {wait.Name} cannot wait.");
            }

            pending.Add(wait);
            count = pending.Count;
        }
    }

    /// <summary>Removes a wait, if it is still there.</summary>
    public void Remove(InteractionWait wait)
    {
        lock (gate)
        {
            pending.Remove(wait);
            count = pending.Count;
        }
    }

    /// <summary>Returns the waits for an interaction; null if there are none.</summary>
    public List<InteractionWait>? Find(InteractionCreate.View source)
    {
        var type = source.Type;
        if (type is not (InteractionType.MessageComponent or InteractionType.ModalSubmit))
        {
            return null;
        }

        var message = source.Message;
        var (messageId, originId) = message.HasValue ? (message.Id, message.InteractionMetadata.Id) : default;
        List<InteractionWait>? found = null;
        lock (gate)
        {
            foreach (var wait in pending)
            {
                if (type == InteractionType.MessageComponent ? wait.IsFor(messageId, originId) : wait.IsFor(source))
                {
                    (found ??= []).Add(wait);
                }
            }
        }

        return found;
    }
}
