namespace Spectacles.Gateway.Fleet;

/// <summary>An enumeration of the engine that never ends by itself, in a test.</summary>
internal sealed class ContractEnumeration<T> : IAsyncDisposable
{
    private readonly ContractRun run;
    private readonly CancellationTokenSource end;
    private readonly IAsyncEnumerator<T> items;
    private Task<bool>? asked;
    private bool isDisposed;

    /// <param name="run">The test.</param>
    /// <param name="begin">Begins the enumeration. The token ends it.</param>
    public ContractEnumeration(ContractRun run, Func<CancellationToken, IAsyncEnumerable<T>> begin)
    {
        this.run = run;
        end = CancellationTokenSource.CreateLinkedTokenSource(run.Cancellation);
        items = begin(end.Token).GetAsyncEnumerator(end.Token);
    }

    /// <summary>Asks for an item, without waiting for it.</summary>
    public Task<bool> Ask() => asked ??= items.MoveNextAsync().AsTask();

    /// <summary>Waits for the next item.</summary>
    /// <param name="enumeration">What it is, with its article.</param>
    /// <param name="what">What the engine has to do.</param>
    public async Task<T> NextAsync(string enumeration, string what)
    {
        ContractRun.Check(await run.Within(Ask(), what), $"The engine ended {enumeration}. It never ends by itself.");
        asked = null;
        return items.Current;
    }

    /// <summary>Ends the enumeration by its token.</summary>
    public async Task StopAsync(string enumeration)
    {
        await end.CancelAsync();
        await run.IsCancelled(Ask(), enumeration);
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
            await items.DisposeAsync();
        }

        end.Dispose();
    }
}
