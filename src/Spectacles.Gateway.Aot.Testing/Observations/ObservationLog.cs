using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The newest 10,000 observations of one kind. A wait removes its observation, so that the next wait gets the next one.</summary>
internal sealed class ObservationLog<T>(TimeSpan timeout, Transcript transcript, string kind, Action<Utf8JsonWriter, T> write)
    where T : class
{
    private const int Capacity = 10_000;

    private readonly Lock gate = new();
    private readonly Queue<T> all = new();
    private readonly LinkedList<T> untaken = new();
    private readonly LinkedList<Waiter> waiters = new();

    public IReadOnlyList<T> Snapshot()
    {
        lock (gate)
        {
            return [.. all];
        }
    }

    public void Record(T observation)
    {
        transcript.Add(kind, writer => write(writer, observation));
        Waiter? taker = null;
        lock (gate)
        {
            all.Enqueue(observation);
            if (all.Count > Capacity)
            {
                all.Dequeue();
            }

            for (var node = waiters.First; node is not null && taker is null; node = node.Next)
            {
                if (!node.Value.Wants(observation))
                {
                    continue;
                }

                taker = node.Value;
                waiters.Remove(node);
            }

            if (taker is null)
            {
                untaken.AddLast(observation);
            }

            if (untaken.Count > Capacity)
            {
                untaken.RemoveFirst();
            }
        }

        taker?.Result.TrySetResult(observation);
    }

    /// <exception cref="TimeoutException">The observation did not arrive in time. The message lists what did.</exception>
    public async Task<T> TakeAsync(string what, Func<T, bool> wanted, CancellationToken cancellationToken, TimeSpan? within = null)
    {
        var waiter = new Waiter(wanted, new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (gate)
        {
            for (var node = untaken.First; node is not null; node = node.Next)
            {
                if (!wanted(node.Value))
                {
                    continue;
                }

                untaken.Remove(node);
                return node.Value;
            }

            waiters.AddLast(waiter);
        }

        try
        {
            // The wait belongs to a test and has to end in real time, even while the test's clock does not advance.
            return await waiter.Result.Task.WaitAsync(within ?? timeout, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException(
                $"No {what} within {(within ?? timeout).TotalSeconds} s. What happened, newest last:\n{transcript.Newest()}");
        }
        finally
        {
            lock (gate)
            {
                waiters.Remove(waiter);
            }
        }
    }

    private sealed record Waiter(Func<T, bool> Wanted, TaskCompletionSource<T> Result)
    {
        /// <summary>Calls the test's predicate. An exception of the predicate ends only its own wait.</summary>
        public bool Wants(T observation)
        {
            if (Result.Task.IsCompleted)
            {
                return false;
            }

            try
            {
                return Wanted(observation);
            }
            catch (Exception thrown) when (Result.TrySetException(thrown))
            {
                return false;
            }
        }
    }
}
