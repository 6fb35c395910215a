using System.Runtime.InteropServices;

namespace Spectacles.Gateway.Fleet;

/// <summary>Calls that run one after the other if they have the same key, and at the same time if not. An idle key costs nothing.</summary>
internal sealed class CallChains<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, (Task Last, int Count)> chains = [];

    /// <summary>The number of keys with unfinished calls.</summary>
    public int Keys
    {
        get
        {
            lock (chains)
            {
                return chains.Count;
            }
        }
    }

    /// <summary>Returns the number of unfinished calls of a key.</summary>
    public int CountOf(TKey key)
    {
        lock (chains)
        {
            return chains.TryGetValue(key, out var chain) ? chain.Count : 0;
        }
    }

    /// <summary>Begins a call when the earlier ones of its key have ended: before this method returns, if there is none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="call">The call. The next one of the key follows even if it throws.</param>
    public Task<TResult> AddAsync<TResult>(TKey key, Func<ValueTask<TResult>> call)
    {
        Task previous;
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (chains)
        {
            ref var chain = ref CollectionsMarshal.GetValueRefOrAddDefault(chains, key, out bool exists);
            previous = exists ? chain.Last : Task.CompletedTask;
            chain = (end.Task, chain.Count + 1);
        }

        return RunAsync(key, previous, call, end);
    }

    private async Task<TResult> RunAsync<TResult>(TKey key, Task previous, Func<ValueTask<TResult>> call, TaskCompletionSource end)
    {
        try
        {
            await previous.ConfigureAwait(false);
            return await call().ConfigureAwait(false);
        }
        finally
        {
            lock (chains)
            {
                var (last, count) = chains[key];
                if (count == 1)
                {
                    chains.Remove(key);
                }
                else
                {
                    chains[key] = (last, count - 1);
                }
            }

            end.SetResult();
        }
    }
}
