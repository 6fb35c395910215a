using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>
/// Collects the elements of a list whose length is not known yet: the first ones on the stack, more of them in a pooled array.
/// </summary>
/// <remarks>
/// What throws half-way leaves a pooled array to the garbage collector; that is cheaper than a try block around every list.
/// </remarks>
internal ref struct ListBuilder<T>
{
    private const int OnStack = 8;
    private FirstElements first;
    private T[]? rented;

    public int Count { get; private set; }

    public readonly T this[int index] => index < OnStack ? first[index] : rented![index - OnStack];

    public void Add(T element)
    {
        if (Count < OnStack)
        {
            first[Count++] = element;
            return;
        }

        if (rented is null || Count - OnStack == rented.Length)
        {
            Grow();
        }

        rented![Count++ - OnStack] = element;
    }

    public ImmutableArray<T> ToImmutable()
    {
        var array = new T[Count];
        CopyTo(array);
        return ImmutableCollectionsMarshal.AsImmutableArray(array);
    }

    /// <summary>Hands the elements over and gives the pooled array back.</summary>
    public void CopyTo(Span<T> target)
    {
        int onStack = Math.Min(Count, OnStack);
        ((ReadOnlySpan<T>)first)[..onStack].CopyTo(target);
        if (rented is not null)
        {
            rented.AsSpan(0, Count - OnStack).CopyTo(target[OnStack..]);
        }

        Return();
    }

    /// <summary>Hands the elements over as a narrower type, which they are known to be.</summary>
    public void MoveTo<TElement>(TElement[] target) where TElement : class
    {
        int onStack = Math.Min(Count, OnStack);
        for (int i = 0; i < onStack; i++)
        {
            target[i] = Unsafe.As<TElement>(first[i])!;
        }

        if (rented is not null)
        {
            for (int i = OnStack; i < Count; i++)
            {
                target[i] = Unsafe.As<TElement>(rented[i - OnStack])!;
            }
        }

        Return();
    }

    /// <summary>Gives the pooled array back.</summary>
    public void Return()
    {
        if (rented is not null)
        {
            if (typeof(T).IsValueType)
            {
                KeptArray.Return(rented);
            }
            else
            {
                ArrayPool<T>.Shared.Return(rented, clearArray: true);
            }

            rented = null;
        }
    }

    private void Grow()
    {
        int size = rented is null ? 4 * OnStack : 2 * rented.Length;
        var larger = typeof(T).IsValueType ? KeptArray.Rent(size) : ArrayPool<T>.Shared.Rent(size);
        if (rented is not null)
        {
            rented.CopyTo(larger, 0);
            Return();
        }

        rented = larger;
    }

    /// <summary>One array for each thread, of structs. NativeAOT compiles <see cref="ArrayPool{T}"/> once for each of them.</summary>
    private static class KeptArray
    {
        private const int Largest = 1024;

        [ThreadStatic]
        private static T[]? kept;

        public static T[] Rent(int size)
        {
            if (kept is { } array && array.Length >= size)
            {
                kept = null;
                return array;
            }

            return new T[size];
        }

        public static void Return(T[] array)
        {
            if (array.Length <= Largest && (kept is null || kept.Length < array.Length))
            {
                if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
                {
                    Array.Clear(array);
                }

                kept = array;
            }
        }
    }

    [InlineArray(OnStack)]
    private struct FirstElements
    {
        private T element;
    }
}
