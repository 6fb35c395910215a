namespace Spectacles.Gateway.Interactions;

/// <summary>
/// The methods that wait for presses, and the presses that came while their methods worked on other ones. Safe for several threads. Filters
/// are called outside of the lock.
/// </summary>
/// <param name="limit">The number of interactions on whose messages methods can wait.</param>
internal sealed class PressWaits(int limit)
{
    /// <summary>The number of presses that are kept for a message.</summary>
    private const int MostKept = 8;

    private readonly Lock gate = new();
    private readonly List<PressSource> sources = [];
    private readonly List<PressWait> waits = [];
    private readonly List<Press> kept = [];
    private int count;

    /// <summary>Adds an interaction on whose messages a method will wait, until <see cref="EndOf"/>.</summary>
    /// <exception cref="InvalidOperationException">There are too many.</exception>
    public void Add(PressSource source)
    {
        lock (gate)
        {
            if (sources.Count >= limit)
            {
                throw TooMany(source.Root, limit);
            }

            sources.Add(source);
            Volatile.Write(ref count, sources.Count);
        }
    }

    /// <summary>Returns the interaction whose method waits, now or later, for presses on a message; null if there is none.</summary>
    public Interaction? OwnerOf(PressedMessage message)
    {
        if (Volatile.Read(ref count) == 0)
        {
            return null;
        }

        lock (gate)
        {
            return sources.Find(source => source.IsOf(message))?.Root;
        }
    }

    /// <summary>Gives a press to a method that waits for it.</summary>
    /// <returns>Whether one took it.</returns>
    public bool TryGive(Press press) => TryGive(press, []);

    /// <summary>Keeps a press until a method waits again. A method that waits by now takes it.</summary>
    /// <returns>Whether it was kept or taken. If not, all methods have refused it, or there are too many.</returns>
    public bool TryKeep(Press press) => TryKeep(press, []);

    /// <summary>Begins a wait. It may take a press that was kept.</summary>
    /// <returns>The presses that were kept and that no method takes.</returns>
    public IReadOnlyList<Press> Begin(PressWait wait)
    {
        List<Press> candidates;
        lock (gate)
        {
            waits.Add(wait);
            kept.RemoveAll(press => press.Age >= InteractionLimits.FirstAnswer); // Discord accepts no answer any more.
            candidates = kept.FindAll(press => wait.Source.IsOf(press.Message));
        }

        List<Press> refused = [];
        foreach (var candidate in candidates)
        {
            if (wait.Task.IsCompleted)
            {
                break;
            }

            if (TryRemove(candidate) && !wait.TryTake(candidate) && !TryKeep(candidate, [wait]))
            {
                refused.Add(candidate);
            }
        }

        return refused;
    }

    /// <summary>Removes a wait that has ended.</summary>
    public void Remove(PressWait wait)
    {
        lock (gate)
        {
            waits.Remove(wait);
        }
    }

    /// <summary>Ends what a method has waited for.</summary>
    /// <returns>The presses that were kept for it.</returns>
    public IReadOnlyList<Press> EndOf(Interaction root)
    {
        if (Volatile.Read(ref count) == 0)
        {
            return [];
        }

        lock (gate)
        {
            sources.RemoveAll(source => source.Root == root);
            waits.RemoveAll(wait => wait.Source.Root == root);
            Volatile.Write(ref count, sources.Count);
            var left = kept.FindAll(press => !sources.Exists(source => source.IsOf(press.Message)));
            kept.RemoveAll(left.Contains);
            return left;
        }
    }

    /// <summary>Creates the exception for a method that cannot wait.</summary>
    public static InvalidOperationException TooMany(Interaction root, int limit) =>
        new($"{root.Name} cannot wait, because {limit} waits are pending (InteractionOptions.MaxWaits).");

    private bool TryGive(Press press, List<PressWait> refusing)
    {
        List<PressWait> candidates;
        lock (gate)
        {
            candidates = waits.FindAll(wait => wait.Source.IsOf(press.Message) && !refusing.Contains(wait));
        }

        foreach (var wait in candidates)
        {
            if (wait.TryTake(press))
            {
                return true;
            }

            refusing.Add(wait);
        }

        return false;
    }

    private bool TryKeep(Press press, List<PressWait> refusing)
    {
        while (true)
        {
            lock (gate)
            {
                var waiting = waits.FindAll(wait => wait.Source.IsOf(press.Message) && !wait.Task.IsCompleted);
                if (waiting.TrueForAll(refusing.Contains))
                {
                    bool isKept = kept.FindAll(one => one.Message == press.Message).Count < MostKept
                        && sources.Exists(source => source.IsOf(press.Message) && !waiting.Exists(wait => wait.Source.Root == source.Root));
                    if (isKept)
                    {
                        int later = kept.FindIndex(one => one.Age < press.Age);
                        kept.Insert(later < 0 ? kept.Count : later, press);
                    }

                    return isKept;
                }
            }

            if (TryGive(press, refusing))
            {
                return true;
            }
        }
    }

    private bool TryRemove(Press press)
    {
        lock (gate)
        {
            return kept.Remove(press);
        }
    }
}
