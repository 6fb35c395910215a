namespace Spectacles.Gateway.Fleet;

/// <summary>The changes that one watcher has not read yet: the last one of each key, in the order of their first changes.</summary>
internal sealed class StateWatch(string prefix)
{
    private readonly Dictionary<string, StateChange> changes = [];
    private readonly Queue<string> order = new();

    public ChangeSignal Changed { get; } = new();

    public bool Includes(string key) => key.StartsWith(prefix, StringComparison.Ordinal);

    public void Add(StateChange change)
    {
        if (!changes.ContainsKey(change.Key))
        {
            order.Enqueue(change.Key);
        }

        changes[change.Key] = change;
        Changed.Fire();
    }

    public StateChange? Take() => order.TryDequeue(out string? key) && changes.Remove(key, out var change) ? change : null;
}
