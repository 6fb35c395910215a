using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Events;

/// <summary>
/// A list in a payload, which costs nothing: <see langword="foreach"/> decodes its elements one after the other. One that is absent or null
/// has none.
/// </summary>
/// <typeparam name="T">The element: a value, or a view over one.</typeparam>
public readonly unsafe ref struct ListView<T> where T : allows ref struct
{
    private readonly ViewValue value;
    private readonly delegate*<ViewValue, bool> fits;
    private readonly delegate*<ViewValue, T> read;

    internal ListView(ViewValue value, delegate*<ViewValue, bool> fits, delegate*<ViewValue, T> read)
    {
        this.value = value;
        this.fits = fits;
        this.read = read;
    }

    /// <summary>Whether the list, or null in its place, was sent.</summary>
    public bool IsPresent => value.IsPresent;

    /// <summary>Whether a list was sent, be it empty.</summary>
    public bool HasValue => value.HasValue;

    /// <summary>Whether there is no element.</summary>
    public bool IsEmpty => !GetEnumerator().MoveNext();

    /// <summary>Counts the elements, in one pass over them.</summary>
    public int Count()
    {
        int count = 0;
        for (var elements = GetEnumerator(); elements.MoveNext(); count++)
        {
        }

        return count;
    }

    /// <summary>Begins a pass over the elements.</summary>
    public Enumerator GetEnumerator() => new(value, fits, read);

    /// <summary>A pass over the elements of a list.</summary>
    public ref struct Enumerator
    {
        private readonly ViewValue list;
        private readonly delegate*<ViewValue, bool> fits;
        private readonly delegate*<ViewValue, T> read;
        private ListCursor cursor;

        internal Enumerator(ViewValue list, delegate*<ViewValue, bool> fits, delegate*<ViewValue, T> read)
        {
            this.list = list;
            this.fits = fits;
            this.read = read;
            cursor = list.Elements();
        }

        /// <summary>The element, decoded anew at every use.</summary>
        public readonly T Current => read(list.ElementAt(cursor.Position));

        /// <summary>Moves to the next element. One that does not fit is reported and left out.</summary>
        public bool MoveNext()
        {
            while (cursor.MoveNext())
            {
                if (fits(list.ElementAt(cursor.Position)))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
