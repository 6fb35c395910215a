namespace Spectacles.Gateway.Fleet;

/// <summary>The dead letters of a <see cref="MemoryBroker"/>.</summary>
internal sealed class MemoryDeadLetters(TimeProvider time, MemoryBounds bounds)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<DeadLetter>> letters = [];
    private long lastId;

    public void Add(string workerGroup, string eventName, string reason, ReadOnlyMemory<byte> record)
    {
        lock (gate)
        {
            var list = Of(workerGroup);
            list.Add(new DeadLetter(++lastId, eventName, reason, time.GetUtcNow(), record));
            if (list.Count > bounds.DeadLetters)
            {
                list.RemoveAt(0);
            }
        }
    }

    public DeadLetter[] List(string workerGroup)
    {
        lock (gate)
        {
            return [.. Of(workerGroup)];
        }
    }

    public bool Remove(string workerGroup, long id)
    {
        lock (gate)
        {
            return Of(workerGroup).RemoveAll(letter => letter.Id == id) > 0;
        }
    }

    private List<DeadLetter> Of(string workerGroup)
    {
        if (!letters.TryGetValue(workerGroup, out var list))
        {
            letters[workerGroup] = list = [];
        }

        return list;
    }
}
