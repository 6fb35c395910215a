using System.Diagnostics.CodeAnalysis;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Events;

/// <summary>
/// A map in a payload, which costs nothing: <see langword="foreach"/> decodes its entries one after the other. One that is absent or null
/// has none.
/// </summary>
/// <typeparam name="TKey">The keys: an enum of numbers. An unknown number is a value without a name.</typeparam>
/// <typeparam name="T">The type of the values: a value, or a view over one.</typeparam>
public readonly unsafe ref struct MapView<TKey, T>
    where TKey : unmanaged
    where T : allows ref struct
{
    private readonly ObjectCursor start;
    private readonly delegate*<ViewValue, bool> fits;
    private readonly delegate*<ViewValue, T> read;

    internal MapView(ObjectCursor start, delegate*<ViewValue, bool> fits, delegate*<ViewValue, T> read)
    {
        this.start = start;
        this.fits = fits;
        this.read = read;
    }

    /// <summary>Whether the map, or null in its place, was sent.</summary>
    public bool IsPresent => start.IsPresent;

    /// <summary>Whether a map was sent, be it empty.</summary>
    public bool HasValue => start.HasValue;

    /// <summary>Whether the map has no entries.</summary>
    public bool IsEmpty => !GetEnumerator().MoveNext();

    /// <summary>Counts the entries, in one pass over them.</summary>
    public int Count()
    {
        int count = 0;
        for (var entries = GetEnumerator(); entries.MoveNext(); count++)
        {
        }

        return count;
    }

    /// <summary>Finds the first value of a key, in one pass.</summary>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out T value)
    {
        foreach (var entry in this)
        {
            if (EqualityComparer<TKey>.Default.Equals(entry.Key, key))
            {
                value = entry.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Begins a pass over the entries.</summary>
    public Enumerator GetEnumerator() => new(start, fits, read);

    /// <summary>A pass over the entries of a map.</summary>
    public ref struct Enumerator
    {
        private readonly delegate*<ViewValue, bool> fits;
        private readonly delegate*<ViewValue, T> read;
        private ObjectCursor cursor;
        private TKey key;

        internal Enumerator(ObjectCursor start, delegate*<ViewValue, bool> fits, delegate*<ViewValue, T> read)
        {
            cursor = start;
            this.fits = fits;
            this.read = read;
        }

        /// <summary>The current entry. Each use decodes its value again.</summary>
        public readonly MapEntry<TKey, T> Current => new(key, read(cursor.At(cursor.Position)));

        /// <summary>Moves to the next entry. One whose key is not valid, or whose value does not fit, is reported and left out.</summary>
        public bool MoveNext()
        {
            while (cursor.MoveNext(out var name))
            {
                var value = cursor.At(cursor.Position);
                if (!MapKey.TryRead(name, out key))
                {
                    value.Misfit(MapKey.Expected<TKey>());
                }
                else if (fits(value))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
