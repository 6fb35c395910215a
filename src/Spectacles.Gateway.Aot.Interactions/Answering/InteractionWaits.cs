using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>What the running methods wait for.</summary>
internal sealed class InteractionWaits(int limit)
{
    private readonly Lock gate = new();
    private readonly List<InteractionWait> pending = [];
    private int count;

    /// <summary>Whether no method waits.</summary>
    public bool IsEmpty => Volatile.Read(ref count) == 0;

    /// <summary>Adds a wait.</summary>
    /// <exception cref="InvalidOperationException">There are too many.</exception>
    public void Add(InteractionWait wait)
    {
        lock (gate)
        {
            if (pending.Count >= limit)
            {
                throw new InvalidOperationException(
                    $"{wait.Root.Name} cannot wait, because {limit} waits are pending (InteractionOptions.MaxWaits).");
            }

            pending.Add(wait);
            Volatile.Write(ref count, pending.Count);
        }
    }

    /// <summary>Removes a wait.</summary>
    public void Remove(InteractionWait wait)
    {
        lock (gate)
        {
            pending.Remove(wait);
            Volatile.Write(ref count, pending.Count);
        }
    }

    /// <summary>Removes and returns the waits of a method that has ended.</summary>
    public IReadOnlyList<InteractionWait> End(Interaction root)
    {
        if (IsEmpty)
        {
            return [];
        }

        lock (gate)
        {
            var ended = pending.FindAll(wait => wait.Root == root);
            pending.RemoveAll(wait => wait.Root == root);
            Volatile.Write(ref count, pending.Count);
            return ended;
        }
    }

    /// <summary>Returns the waits for an interaction; null if there are none.</summary>
    public List<InteractionWait>? Find(InteractionCreate.View source)
    {
        var type = source.Type;
        if (IsEmpty || type is not (InteractionType.MessageComponent or InteractionType.ModalSubmit))
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
