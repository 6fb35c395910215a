namespace Spectacles.Gateway.Testing;

/// <summary>The newest 10,000 messages.</summary>
internal sealed class MessageHistory
{
    private const int Capacity = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<Snowflake, SimulatedMessage> byId = [];
    private readonly Dictionary<Snowflake, SortedSet<Snowflake>> idsByChannel = [];
    private readonly Queue<Snowflake> order = new();

    public void Add(SimulatedMessage message)
    {
        lock (gate)
        {
            byId.Add(message.Id, message);
            if (!idsByChannel.TryGetValue(message.Channel.Id, out var ids))
            {
                idsByChannel[message.Channel.Id] = ids = [];
            }

            ids.Add(message.Id);
            order.Enqueue(message.Id);
            if (order.Count > Capacity)
            {
                Remove(order.Dequeue());
            }
        }
    }

    /// <summary>Changes a message.</summary>
    /// <returns>The message as it is now; null when there is none with this id.</returns>
    public SimulatedMessage? Update(Snowflake id, Func<SimulatedMessage, SimulatedMessage> change)
    {
        lock (gate)
        {
            return byId.TryGetValue(id, out var message) ? Resolve(byId[id] = change(message)) : null;
        }
    }

    /// <returns>The removed message; null when there is none with this id.</returns>
    public SimulatedMessage? Remove(Snowflake id)
    {
        lock (gate)
        {
            return byId.TryGetValue(id, out var message) ? Remove(message) : null;
        }
    }

    /// <summary>Removes the messages that match.</summary>
    /// <returns>The removed messages, the oldest first.</returns>
    public IReadOnlyList<SimulatedMessage> RemoveAll(Func<SimulatedMessage, bool> matches)
    {
        lock (gate)
        {
            SimulatedMessage[] removed = [.. byId.Values.Where(matches).OrderBy(message => message.Id)];
            foreach (var message in removed)
            {
                Remove(message);
            }

            return removed;
        }
    }

    /// <summary>The message with this id; null when there is none, or it is too old.</summary>
    public SimulatedMessage? Find(Snowflake id)
    {
        lock (gate)
        {
            return byId.TryGetValue(id, out var message) ? Resolve(message) : null;
        }
    }

    /// <summary>The messages of a channel that everybody in it sees, newest first.</summary>
    public IReadOnlyList<SimulatedMessage> InChannel(Snowflake channelId)
    {
        lock (gate)
        {
            return idsByChannel.TryGetValue(channelId, out var ids)
                ? [.. ids.Reverse().Select(id => byId[id]).Where(message => !message.IsEphemeral).Select(Resolve)]
                : [];
        }
    }

    /// <summary>The message with the current form of the one that it replies to.</summary>
    private SimulatedMessage Remove(SimulatedMessage message)
    {
        byId.Remove(message.Id);
        var ids = idsByChannel[message.Channel.Id];
        ids.Remove(message.Id);
        if (ids.Count == 0)
        {
            idsByChannel.Remove(message.Channel.Id);
        }

        return message;
    }

    private SimulatedMessage Resolve(SimulatedMessage message) => message is { Kind: MessageKind.Reply, Reference: { } reference }
        ? message with { Referenced = byId.GetValueOrDefault(reference.Id) }
        : message;
}
