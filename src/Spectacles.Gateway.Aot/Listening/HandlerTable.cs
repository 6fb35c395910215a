namespace Spectacles.Gateway;

/// <summary>A map from an event's name to the calls of its handlers. An event without a handler costs only this lookup.</summary>
internal sealed class HandlerTable
{
    private readonly Dictionary<string, HandlerCall[]>.AlternateLookup<ReadOnlySpan<byte>> slots;

    /// <summary>The handlers of the library that keep state of the shards.</summary>
    public IReadOnlyList<IShardedState> States { get; }

    public HandlerTable(IEnumerable<HandlerCall> calls)
    {
        var table = new Dictionary<string, HandlerCall[]>(EventNameComparer.Instance);
        List<IShardedState> states = [];
        foreach (var call in calls)
        {
            string name = call.Method.EventName;
            table[name] = [.. table.GetValueOrDefault(name, []), call];
            if (call.Handler is IShardedState state && !states.Contains(state))
            {
                states.Add(state);
            }
        }

        slots = table.GetAlternateLookup<ReadOnlySpan<byte>>();
        States = states;
    }

    /// <summary>Returns the calls for an event, in the order in which the handlers were added.</summary>
    public HandlerCall[] Find(ReadOnlySpan<byte> eventName) => slots.TryGetValue(eventName, out var calls) ? calls : [];
}
