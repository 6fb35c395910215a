namespace Spectacles.Gateway.Fleet;

/// <summary>A watch of a state in a test, and the state that results from the changes so far.</summary>
internal sealed class ContractWatch : IAsyncDisposable
{
    private const string Watch = "a watch";

    private readonly ContractEnumeration<StateChange> changes;
    private readonly Dictionary<string, long> revisions = [];

    public ContractWatch(ContractRun run, IFleetState state, string prefix) =>
        changes = new ContractEnumeration<StateChange>(run, token => state.WatchAsync(prefix, token));

    /// <summary>The state that results from the changes so far.</summary>
    public SortedDictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Asks for a change and does not wait for it.</summary>
    public Task<bool> Ask() => changes.Ask();

    public async Task<StateChange> NextAsync(string what = "return the next change of a watch")
    {
        var change = await changes.NextAsync(Watch, what);
        if (change.Entry is { } entry)
        {
            ContractRun.Equal(change.Key, entry.Key, "The key of the entry of a change");
            long last = revisions.GetValueOrDefault(change.Key);
            ContractRun.Check(
                entry.Revision > last, $"A watch returned revision {entry.Revision} of a key after {last}. Right is a greater one.");
            revisions[change.Key] = entry.Revision;
            Values[change.Key] = ContractRun.Text(entry.Value);
        }
        else
        {
            Values.Remove(change.Key);
        }

        return change;
    }

    /// <summary>Reads up to <see cref="StateChange.Current"/>.</summary>
    public async Task CurrentAsync()
    {
        while (!(await NextAsync("say that a watch has returned all current entries")).IsCurrent)
        {
        }
    }

    /// <summary>Reads until the changes result in a state.</summary>
    public async Task UntilAsync(Func<bool> isDone, string what)
    {
        while (!isDone())
        {
            ContractRun.Check(!(await NextAsync(what)).IsCurrent, "A watch said twice that it has returned all current entries.");
        }
    }

    /// <summary>Ends the watch by canceling its token.</summary>
    public Task StopAsync() => changes.StopAsync(Watch);

    public ValueTask DisposeAsync() => changes.DisposeAsync();
}
