namespace Spectacles.Gateway;

/// <summary>The objects whose state is read when metrics are collected. It does not keep them alive. Safe for several threads.</summary>
/// <typeparam name="T">The type of the objects.</typeparam>
internal sealed class ObservedObjects<T> where T : class
{
    private readonly Lock gate = new();
    private readonly List<WeakReference<T>> objects = [];

    /// <summary>Adds an object.</summary>
    public void Enter(T entering)
    {
        lock (gate)
        {
            objects.Add(new WeakReference<T>(entering));
        }
    }

    /// <summary>Removes an object, and those that no longer exist.</summary>
    public void Leave(T leaving)
    {
        lock (gate)
        {
            objects.RemoveAll(one => !one.TryGetTarget(out var present) || present == leaving);
        }
    }

    /// <summary>Returns the objects that exist.</summary>
    public List<T> Present()
    {
        List<T> present = [];
        lock (gate)
        {
            foreach (var one in objects)
            {
                if (one.TryGetTarget(out var found))
                {
                    present.Add(found);
                }
            }
        }

        return present;
    }
}
