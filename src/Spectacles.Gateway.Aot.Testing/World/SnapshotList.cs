namespace Spectacles.Gateway.Testing;

/// <summary>A list that is read without a lock: each change replaces the whole list.</summary>
internal sealed class SnapshotList<T>(IEnumerable<T> items)
    where T : class
{
    private readonly Lock gate = new();
    private T[] items = [.. items];

    /// <summary>The items at this moment. Later changes do not show in it.</summary>
    public IReadOnlyList<T> Items => Volatile.Read(ref items);

    public void Add(T item)
    {
        lock (gate)
        {
            Volatile.Write(ref items, [.. items, item]);
        }
    }

    /// <summary>Replaces the item that matches.</summary>
    /// <returns>The new item; null when none matches.</returns>
    public T? Update(Func<T, bool> matches, Func<T, T> change)
    {
        lock (gate)
        {
            int index = Array.FindIndex(items, item => matches(item));
            if (index < 0)
            {
                return null;
            }

            T[] next = [.. items];
            next[index] = change(next[index]);
            Volatile.Write(ref items, next);
            return next[index];
        }
    }

    /// <summary>Removes the item that matches.</summary>
    /// <returns>The removed item; null when none matches.</returns>
    public T? Remove(Func<T, bool> matches)
    {
        lock (gate)
        {
            var removed = Array.Find(items, item => matches(item));
            Volatile.Write(ref items, [.. items.Where(item => item != removed)]);
            return removed;
        }
    }
}
