namespace Spectacles.Gateway.Testing;

/// <summary>Those items of a list that match. They are searched again only after the list has changed.</summary>
internal sealed class FilteredList<T>(SnapshotList<T> all, Func<T, bool> matches)
    where T : class
{
    private Result result = new([], []);

    public IReadOnlyList<T> Items
    {
        get
        {
            var current = all.Items;
            var known = Volatile.Read(ref result);
            if (known.Source != current)
            {
                known = new Result(current, [.. current.Where(matches)]);
                Volatile.Write(ref result, known);
            }

            return known.Items;
        }
    }

    private sealed record Result(IReadOnlyList<T> Source, IReadOnlyList<T> Items);
}
