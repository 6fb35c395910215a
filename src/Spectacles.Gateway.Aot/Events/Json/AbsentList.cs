using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>
/// The list that a model has for a field that was left out. It is empty, and differs from every other empty list by its array, so that a
/// writer leaves the field out again (docs/decisions/0025-absent-lists-are-empty.md). For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AbsentList
{
    /// <summary>Returns the list of a field that was left out. All fields with the same type of element share it.</summary>
    public static ImmutableArray<T> Of<T>() => SharedList<T>.Value;

    /// <summary>Returns whether a list was sent, or set by hand.</summary>
    public static bool IsPresent<T>(this ImmutableArray<T> list) => !list.IsDefault && list != SharedList<T>.Value;

    private static class SharedList<T>
    {
        [SuppressMessage("Performance", "CA1825", Justification = "The array has to differ from Array.Empty, which a received list has.")]
        public static readonly ImmutableArray<T> Value = ImmutableCollectionsMarshal.AsImmutableArray(new T[0]);
    }
}
