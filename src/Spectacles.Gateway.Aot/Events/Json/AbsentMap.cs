using System.Collections.ObjectModel;
using System.ComponentModel;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>
/// The map that a model has for a field that was left out, as <see cref="AbsentList"/> is for lists. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AbsentMap
{
    /// <summary>Returns the map of a field that was left out. All fields with the same types of key and value share it.</summary>
    public static ReadOnlyDictionary<Snowflake, T> Of<T>() => Of<Snowflake, T>();

    /// <inheritdoc cref="Of{T}"/>
    public static ReadOnlyDictionary<TKey, T> Of<TKey, T>() where TKey : unmanaged => SharedMap<TKey, T>.Value;

    /// <summary>Returns whether a map was sent, or set by hand.</summary>
    public static bool IsPresent<T>(this ReadOnlyDictionary<Snowflake, T>? map) => map.IsPresent<Snowflake, T>();

    /// <inheritdoc cref="IsPresent{T}"/>
    public static bool IsPresent<TKey, T>(this ReadOnlyDictionary<TKey, T>? map) where TKey : unmanaged =>
        map is not null && map != SharedMap<TKey, T>.Value;

    private static class SharedMap<TKey, T> where TKey : unmanaged
    {
        public static readonly ReadOnlyDictionary<TKey, T> Value = new(new Dictionary<TKey, T>());
    }
}
