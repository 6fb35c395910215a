using System.Diagnostics.CodeAnalysis;

namespace Spectacles.Gateway;

/// <summary>A wait for one event: a listener that is removed when the event has arrived.</summary>
/// <typeparam name="T">The type of the result that is read from the event.</typeparam>
[SuppressMessage("Design", "CA1001", Justification = "The wait's end removes its listener.")]
internal sealed class EventWait<T>
{
    private readonly TaskCompletionSource<T> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<Dispatch, T> read;
    private readonly Func<T, bool>? predicate;
    private readonly ListenerRegistration listener;

    private EventWait(string eventName, ListenerIntents intents, Func<Dispatch, T> read, Func<T, bool>? predicate)
    {
        this.read = read;
        this.predicate = predicate;
        listener = new ListenerRegistration(
            eventName, "wait for", intents, Look, reason => Finish(static (to, why) => to.TrySetException(why), reason));
    }

    /// <summary>Begins to listen, at the latest when this method returns.</summary>
    public static Task<T> BeginAsync(
        Action<ListenerRegistration> add,
        string eventName,
        ListenerIntents intents,
        Func<Dispatch, T> read,
        Func<T, bool>? predicate,
        CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        var wait = new EventWait<T>(eventName, intents, read, predicate);
        add(wait.listener);
        return wait.EndAsync(cancellationToken);
    }

    private async Task<T> EndAsync(CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(
            static (wait, token) => ((EventWait<T>)wait!).Finish(static (to, token) => to.TrySetCanceled(token), token), this);
        return await result.Task.ConfigureAwait(false);
    }

    private ValueTask Look(Dispatch dispatch, Shard shard, CancellationToken cancellationToken)
    {
        // An event that does not fit the model is reported, and does not match.
        var value = read(dispatch);
        try
        {
            if (predicate is null || predicate(value))
            {
                Finish(static (to, value) => to.TrySetResult(value), value);
            }
        }
#pragma warning disable CA1031 // An exception of the predicate is passed to the caller that waits.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Finish(static (to, why) => to.TrySetException(why), e);
        }

        return default;
    }

    private void Finish<TOutcome>(Func<TaskCompletionSource<T>, TOutcome, bool> set, TOutcome outcome)
    {
        listener.Dispose();
        set(result, outcome);
    }
}
