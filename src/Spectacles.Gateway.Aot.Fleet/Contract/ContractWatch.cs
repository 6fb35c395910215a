namespace Spectacles.Gateway.Fleet;

/// <summary>A watch of a state in a test, and what a watcher believes after the changes so far.</summary>
internal sealed class ContractWatch : IAsyncDisposable
{
    private readonly ContractRun run;
    private readonly CancellationTokenSource end;
    private readonly IAsyncEnumerator<StateChange> changes;
    private readonly Dictionary<string, long> revisions = [];
    private Task<bool>? asked;
    private bool isDisposed;

    public ContractWatch(ContractRun run, IFleetState state, string prefix)
    {
        this.run = run;
        end = CancellationTokenSource.CreateLinkedTokenSource(run.Cancellation);
        changes = state.WatchAsync(prefix, end.Token).GetAsyncEnumerator(end.Token);
    }

    /// <summary>What the changes so far add up to.</summary>
    public SortedDictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Asks for a change, without waiting for it.</summary>
    public Task<bool> Ask() => asked ??= changes.MoveNextAsync().AsTask();

    public async Task<StateChange> NextAsync(string what = "return the next change of a watch")
    {
        ContractRun.Check(await run.Within(Ask(), what), "The engine ended a watch. It never ends by itself.");
        asked = null;
        var change = changes.Current;
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

    /// <summary>Reads until the changes add up to something.</summary>
    public async Task UntilAsync(Func<bool> isDone, string what)
    {
        while (!isDone())
        {
            ContractRun.Check(!(await NextAsync(what)).IsCurrent, "A watch said twice that it has returned all current entries.");
        }
    }

    /// <summary>Ends the watch by its token.</summary>
    public async Task StopAsync()
    {
        await end.CancelAsync();
        await run.IsCancelled(Ask(), "a watch");
    }

    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        await end.CancelAsync();
        if (asked is not null)
        {
            await run.Ended(asked);
        }

        // An enumeration that has not ended, which is a mistake, can't be disposed.
        if (asked?.IsCompleted is not false)
        {
            await changes.DisposeAsync();
        }

        end.Dispose();
    }
}
