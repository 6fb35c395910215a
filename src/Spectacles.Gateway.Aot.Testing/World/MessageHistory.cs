namespace Spectacles.Gateway.Testing;

/// <summary>The newest 10,000 messages.</summary>
internal sealed class MessageHistory
{
    private const int Capacity = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<Snowflake, SimulatedMessage> byId = [];
    private readonly Queue<Snowflake> order = new();

    /// <summary>Adds a message, or replaces the one with its id.</summary>
    public void Add(SimulatedMessage message)
    {
        lock (gate)
        {
            bool isNew = !byId.ContainsKey(message.Id);
            byId[message.Id] = message;
            if (!isNew)
            {
                return;
            }

            order.Enqueue(message.Id);
            if (order.Count > Capacity)
            {
                byId.Remove(order.Dequeue());
            }
        }
    }

    public void Remove(Snowflake id)
    {
        lock (gate)
        {
            byId.Remove(id);
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
                byId.Remove(message.Id);
            }

            return removed;
        }
    }

    /// <summary>The message with this id; null when there is none, or it is too old.</summary>
    public SimulatedMessage? Find(Snowflake id)
    {
        lock (gate)
        {
            return byId.GetValueOrDefault(id);
        }
    }
}
