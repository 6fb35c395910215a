namespace Spectacles.Gateway.Interactions;

/// <summary>A wait for the next press on the messages of an interaction.</summary>
/// <param name="source">The interaction.</param>
/// <param name="predicate">Returns whether a press counts; null for any.</param>
internal sealed class PressWait(PressSource source, Func<Press, bool>? predicate)
{
    private readonly TaskCompletionSource<Press> end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The interaction on whose messages the presses are.</summary>
    public PressSource Source => source;

    /// <summary>The press.</summary>
    public Task<Press> Task => end.Task;

    /// <summary>Takes a press, unless the predicate refuses it or the wait has ended. What the predicate throws ends the wait.</summary>
    public bool TryTake(Press press)
    {
        if (end.Task.IsCompleted)
        {
            return false;
        }

        try
        {
            if (predicate?.Invoke(press) == false)
            {
                return false;
            }
        }
#pragma warning disable CA1031 // The method that waits receives it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            end.TrySetException(exception);
            return false;
        }

        // Before the method goes on.
        press.TakenBy(source.Root);
        return end.TrySetResult(press);
    }

    /// <summary>Ends the wait, unless there was a press.</summary>
    /// <returns>Whether it was ended.</returns>
    public bool End() => end.TrySetCanceled() || !end.Task.IsCompletedSuccessfully;
}
