namespace Spectacles.Gateway;

/// <summary>From an event's name to its handlers. An event without one costs this look-up and nothing else.</summary>
/// <typeparam name="THandler">What handles an event.</typeparam>
internal sealed class DispatchTable<THandler>
{
    private readonly Dictionary<string, THandler[]>.AlternateLookup<ReadOnlySpan<byte>> slots;

    public DispatchTable(IEnumerable<KeyValuePair<string, THandler>> handlers)
    {
        var table = new Dictionary<string, THandler[]>(EventNameComparer.Instance);
        foreach (var ofOneEvent in handlers.GroupBy(handler => handler.Key, handler => handler.Value, StringComparer.Ordinal))
        {
            table.Add(ofOneEvent.Key, [.. ofOneEvent]);
        }

        slots = table.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>The handlers of an event, in the order in which they were added.</summary>
    public bool TryGetHandlers(ReadOnlySpan<byte> eventName, out THandler[] handlers) => slots.TryGetValue(eventName, out handlers!);
}
