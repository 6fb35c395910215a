using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>The methods that wait for modals. Safe for several threads.</summary>
/// <param name="limit">The number of methods that can wait.</param>
internal sealed class SubmissionWaits(int limit)
{
    private readonly Lock gate = new();
    private readonly List<SubmissionWait> waits = [];

    /// <summary>Adds a wait.</summary>
    /// <exception cref="InvalidOperationException">There are too many.</exception>
    public void Add(SubmissionWait wait)
    {
        lock (gate)
        {
            if (waits.Count >= limit)
            {
                throw PressWaits.TooMany(wait.Root, limit);
            }

            waits.Add(wait);
        }
    }

    /// <summary>Removes a wait that has ended.</summary>
    public void Remove(SubmissionWait wait)
    {
        lock (gate)
        {
            waits.Remove(wait);
        }
    }

    /// <summary>
    /// Returns the last wait for a modal; null if there is none. Discord does not tell that a user has closed a modal: if it is shown
    /// again, the earlier wait is still there.
    /// </summary>
    public SubmissionWait? Find(InteractionCreate.View submitted)
    {
        lock (gate)
        {
            for (int i = waits.Count - 1; i >= 0; i--)
            {
                if (!waits[i].Task.IsCompleted && waits[i].IsFor(submitted))
                {
                    return waits[i];
                }
            }
        }

        return null;
    }
}
