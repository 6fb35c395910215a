namespace Spectacles.Gateway.Fleet;

/// <summary>The receivers of a <see cref="MemoryBroker"/>.</summary>
internal sealed class RequestRouter
{
    private readonly Lock gate = new();
    private readonly List<RequestReceiver> receivers = [];

    public void Add(RequestReceiver receiver)
    {
        lock (gate)
        {
            receivers.Add(receiver);
        }
    }

    public void Remove(RequestReceiver receiver)
    {
        lock (gate)
        {
            receivers.Remove(receiver);
        }
    }

    /// <summary>Gives a message to each receiver without a queue and to one receiver of each queue.</summary>
    /// <returns>The number of those that got it.</returns>
    public int Send(string address, ReadOnlyMemory<byte> message, TaskCompletionSource<ReadOnlyMemory<byte>>? answer)
    {
        FleetName.ThrowIfNoAddress(address, allowsPattern: false);
        lock (gate)
        {
            var chosen = receivers
                .Where(receiver => receiver.IsAvailable && receiver.Includes(address))
                .GroupBy(receiver => receiver.Queue is null ? (object)receiver : (receiver.Address, receiver.Queue))
                .Select(queue => queue.First())
                .ToArray();
            foreach (var receiver in chosen)
            {
                receiver.Add(message, answer);

                // The next message goes to another one of the queue.
                receivers.Remove(receiver);
                receivers.Add(receiver);
            }

            return chosen.Length;
        }
    }
}
